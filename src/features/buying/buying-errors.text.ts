import { productLine } from '../../chat/product-line.ts'
import { placeBehind } from '../../chat/reservation-place.text.ts'
import type { ErrorTexts } from '../../platform/errors.ts'
import { inLanguages, type Reader } from '../../platform/language.ts'
import type { BuyingError, LineFacts } from './buying.errors.ts'
import { placeRefused, reservingText } from './reserving.text.ts'

/** `2 × SQL Server 2022 Standard, 2 core, perpetual · USD 3,945.00`, in a line of a text. */
const lineWords = (line: LineFacts, read: Reader): string =>
  `${read.number(line.quantity)} × ${productLine(line, read)}${placeBehind(line.place, read)} · ${read.money(line.unitPrice)}`

/** How the refusals of buying sound. */
export const buyingErrors = inLanguages({
  en: (read: Reader) =>
    ({
      'buying.order-not-confirmed': () => 'Tick the box to confirm the order first. Nothing was ordered.',
      'buying.cart-changed': ({ was, is, lines }) =>
        [
          is === null || (is.amount === was.amount && is.currency === was.currency)
            ? 'Partner Center would order something else than was shown.'
            : `The price has changed: the total is ${read.money(is)} now, it was ${read.money(was)}.`,
          ...lines.map(({ was, is }) => `${lineWords(was, read)} → ${is === null ? '–' : lineWords(is, read)}.`),
          'Nothing was ordered. Look at it and confirm again.',
        ].join(' '),
      'buying.lines-refused': ({ lines }) =>
        lines.length === 0
          ? 'Partner Center made another cart than was asked for. Nothing was ordered.'
          : lines
              .map(
                (line) =>
                  `${productLine(line, read)}: ${placeRefused('en', line) ?? `Partner Center says "${line.text}" (code ${line.code}).`}`,
              )
              .join(' '),
      'buying.azure-plan-missing': (e) => reservingText.en.planMissing(e.customer),
      'buying.place-wanted': (e) => reservingText.en.placeWanted(e.typed),
      'buying.price-unknown': (e) => `Partner Center names no price for ${e.product}: order it there.`,
      'buying.several-currencies': (e) =>
        `Partner Center prices these products in several currencies (${read.list(e.currencies)}): order them one by one.`,
      'buying.cart-expired': () => 'The order was not placed in time, and its cart has expired.',
      'buying.outcome-not-known': () =>
        'For an hour Partner Center has said neither that it was ordered nor why not, and shows no order of it. It is not ordered again by itself. Look at the orders of the customer in Partner Center before you buy it again.',
      'buying.too-many-lines': (e) => `One order takes ${read.number(e.most)} products at most.`,
      'buying.reseller-wanted': (e) =>
        `Enter the reseller’s partner ID: a number of ${read.number(e.longest)} digits at most. An indirect provider names the reseller on each order.`,
      'buying.po-number-not-allowed': (e) =>
        `Letters, digits, spaces and . _ / # - only, beginning with a letter or digit, ${read.number(e.longest)} at most.`,
      'buying.purchase-unknown': () => 'There is no such purchase of yours.',
      'buying.review-too-old': () => 'What was shown is too old. Nothing was ordered. Review the order again.',
    }) satisfies ErrorTexts<BuyingError> as ErrorTexts<BuyingError>,
  zh: (read) => ({
    'buying.order-not-confirmed': () => '请先勾选确认框。未订购任何产品。',
    'buying.cart-changed': ({ was, is, lines }) =>
      [
        is === null || (is.amount === was.amount && is.currency === was.currency)
          ? '合作伙伴中心将订购的内容与所显示的不同。'
          : `价格已变动：现在总计为 ${read.money(is)}，之前为 ${read.money(was)}。`,
        ...lines.map(({ was, is }) => `${lineWords(was, read)} → ${is === null ? '–' : lineWords(is, read)}。`),
        '未订购任何产品。请核对后再次确认。',
      ].join(''),
    'buying.lines-refused': ({ lines }) =>
      lines.length === 0
        ? '合作伙伴中心生成的购物车与请求的不同。未订购任何产品。'
        : lines
            .map(
              (line) =>
                `${productLine(line, read)}：${placeRefused('zh', line) ?? `合作伙伴中心提示“${line.text}”（代码 ${line.code}）。`}`,
            )
            .join(''),
    'buying.azure-plan-missing': (e) => reservingText.zh.planMissing(e.customer),
    'buying.place-wanted': (e) => reservingText.zh.placeWanted(e.typed),
    'buying.price-unknown': (e) => `合作伙伴中心未提供 ${e.product} 的价格：请在那里订购。`,
    'buying.several-currencies': (e) =>
      `合作伙伴中心对这些产品以多种货币计价（${read.list(e.currencies)}）：请逐一订购。`,
    'buying.cart-expired': () => '订单未能及时下达，其购物车已过期。',
    'buying.outcome-not-known': () =>
      '一小时以来，合作伙伴中心既未说明已订购，也未说明未订购的原因，并且没有显示相应的订单。不会自动再次订购。再次购买之前，请先在合作伙伴中心查看该客户的订单。',
    'buying.too-many-lines': (e) => `一个订单最多包含 ${read.number(e.most)} 个产品。`,
    'buying.reseller-wanted': (e) =>
      `请输入经销商的合作伙伴 ID：最多 ${read.number(e.longest)} 位数字。间接提供商须在每个订单上注明经销商。`,
    'buying.po-number-not-allowed': (e) =>
      `只能使用字母、数字、空格和 . _ / # -，以字母或数字开头，最多 ${read.number(e.longest)} 个字符。`,
    'buying.purchase-unknown': () => '没有您的此项购买。',
    'buying.review-too-old': () => '所显示的内容已过时。未订购任何产品。请重新核对订单。',
  }),
  ko: (read) => ({
    'buying.order-not-confirmed': () => '먼저 상자를 선택해 주문을 확인하세요. 주문된 것은 없습니다.',
    'buying.cart-changed': ({ was, is, lines }) =>
      [
        is === null || (is.amount === was.amount && is.currency === was.currency)
          ? '파트너 센터에서 표시된 것과 다른 내용을 주문하게 됩니다.'
          : `가격이 바뀌어 합계가 ${read.money(is)}입니다(이전 ${read.money(was)}).`,
        ...lines.map(({ was, is }) => `${lineWords(was, read)} → ${is === null ? '–' : lineWords(is, read)}.`),
        '주문된 것은 없습니다. 검토한 뒤 다시 확인하세요.',
      ].join(' '),
    'buying.lines-refused': ({ lines }) =>
      lines.length === 0
        ? '파트너 센터에서 요청과 다른 카트를 만들었습니다. 주문된 것은 없습니다.'
        : lines
            .map(
              (line) =>
                `${productLine(line, read)}: ${placeRefused('ko', line) ?? `파트너 센터의 답변 "${line.text}"(코드 ${line.code}).`}`,
            )
            .join(' '),
    'buying.azure-plan-missing': (e) => reservingText.ko.planMissing(e.customer),
    'buying.place-wanted': (e) => reservingText.ko.placeWanted(e.typed),
    'buying.price-unknown': (e) =>
      `파트너 센터에서 ${e.product}의 가격을 제공하지 않습니다. 파트너 센터에서 주문하세요.`,
    'buying.several-currencies': (e) =>
      `파트너 센터에서 이 제품들의 가격을 여러 통화(${read.list(e.currencies)})로 표시합니다. 하나씩 주문하세요.`,
    'buying.cart-expired': () => '주문이 제때 이루어지지 않아 카트가 만료되었습니다.',
    'buying.outcome-not-known': () =>
      '한 시간 동안 파트너 센터에서 주문 여부도, 주문되지 않은 이유도 알려 주지 않았으며 해당 주문이 표시되지 않습니다. 자동으로 다시 주문되지 않습니다. 다시 구매하기 전에 파트너 센터에서 고객의 주문을 확인하세요.',
    'buying.too-many-lines': (e) => `한 주문에는 제품을 최대 ${read.number(e.most)}개까지 담을 수 있습니다.`,
    'buying.reseller-wanted': (e) =>
      `재판매인의 파트너 ID를 입력하세요(최대 ${read.number(e.longest)}자리 숫자). 간접 공급자는 주문마다 재판매인을 지정합니다.`,
    'buying.po-number-not-allowed': (e) =>
      `문자, 숫자, 공백과 기호(. _ / # -)만 쓸 수 있고 문자나 숫자로 시작해야 하며 최대 ${read.number(e.longest)}자입니다.`,
    'buying.purchase-unknown': () => '해당하는 본인의 구매가 없습니다.',
    'buying.review-too-old': () => '표시된 내용이 오래되었습니다. 주문된 것은 없습니다. 주문을 다시 검토하세요.',
  }),
})
