import { productLine } from '../../chat/product-line.ts'
import type { KnownBilling } from '../../commerce/product.ts'
import type { ErrorTexts } from '../../platform/errors.ts'
import { inLanguages, type Reader } from '../../platform/language.ts'
import type { BuyingError, LineFacts } from './buying.errors.ts'

/** `2 × SQL Server 2022 Standard, 2 core, perpetual · USD 3,945.00`, in a line of a text. */
const lineWords = (line: LineFacts, read: Reader): string =>
  `${read.number(line.quantity)} × ${productLine(line, read)} · ${read.money(line.unitPrice)}`

/** Amounts come formatted, `what` as `10 × Windows Server 2022 Datacenter, 16 core, 1 year`. */
export const buyingText = inLanguages({
  en: {
    /** A sentence that fills the form. */
    example: ({ customer, product, quantity }: { customer: { name: string }; product: string; quantity: number }) =>
      `buy ${quantity} ${product} for ${customer.name}`,
    title: 'Buy for a customer',
    product: 'Product',
    productHint: 'Type a part of its name',
    chooseProduct: 'Choose a product from the list.',
    fits: (all: string, about: string) => `${all} products fit "${about}". Which one is meant?`,
    fitsShown: (shown: string, all: string, about: string) => `${shown} of ${all} products that fit "${about}":`,
    showAll: (all: string) => `Show all ${all}`,
    perUnit: (price: string) => `${price} for one`,
    quantityWanted: 'A whole number, from 1 on.',
    prices: (currency: string, tax: string) =>
      `Prices in ${currency} for one unit and its whole term, ${tax}; billed once.`,
    quantity: 'Quantity',
    poNumber: 'Purchase order number (optional)',
    review: 'Review order',
    addProduct: 'Add a product',
    inOrder: (count: string) => `In this order (${count})`,
    change: 'Change',
    remove: 'Remove',
    oneMore: 'One more product (optional)',
    noneFits: (about: string) => `Nothing that is sold here fits "${about}". Choose a product from the list.`,
    severalFit: (about: string) => `More than one product fits "${about}". Choose the one that is meant.`,
    reviewTitle: 'Review the order',
    unitPrice: 'Unit price',
    billing: 'Billing',
    billings: {
      one_time: 'once, for the whole term',
      monthly: 'monthly',
      annual: 'annually',
      triennial: 'every three years',
      none: 'not billed',
    } as Record<KnownBilling, string>,
    lineTotal: 'Sum',
    total: 'Total',
    taxIncluded: 'tax included',
    taxExcluded: 'tax excluded',
    payment: 'Payment',
    onInvoice: "on your company's next monthly invoice",
    poNumberShort: 'PO number',
    cancelling: 'Cancelling',
    window: (until: string, days: string, credit: string) =>
      `until ${until} (${days} days), ${credit}, no early termination fee`,
    prorated: 'credited for the unused time',
    full: 'credited in full',
    rules: {
      support: 'by a support request only',
      never: 'never; it cannot be exchanged either',
      elsewhere: 'in the Azure portal, as a reservation',
      unknown: 'not known here; Partner Center says it',
    },
    hybridBenefit: (share: string) =>
      `Azure Hybrid Benefit: with this license your customer saves up to ${share} on Windows Server virtual machines in Azure.`,
    confirmation: 'Confirmation',
    acknowledge: (what: string, total: string, customer: string) =>
      `I confirm ${what} for ${total}, and that ${customer} has accepted this purchase.`,
    attest: (what: string, total: string, customer: string) =>
      `I confirm ${what} for ${total}; that ${customer} has accepted this purchase and the Microsoft Customer Agreement; and that our company, as partner on record, accepts it.`,
    products: (count: string) => `${count} products`,
    acknowledgeFirst: 'Tick this box to confirm the order.',
    place: 'Place order',
    ask: 'Ask for approval',
    waiting: 'The order waits for an approval',
    ended: 'The order was not placed',
    withdraw: 'Withdraw',
    placed: (order: string) => `Order ${order} is placed`,
    placing: 'The order is being placed',
    placingBody:
      '**Partner Center has not answered yet.** It is asked again until it does; this card changes then. It will never become a second order.',
    pending: 'The order is pending',
    pendingBody:
      '**Microsoft has not decided yet: nothing is bought so far.** It is looked at again until it has; this card changes then, and you are told.',
    inReview: 'Microsoft reviews the order',
    inReviewBody:
      '**Nothing is bought until the review is over.** It is looked at again until then; this card changes, and you are told.',
    needsPurchaseOrder: 'Microsoft asks for a purchase order',
    needsPurchaseOrderBody:
      '**Nothing is bought yet.** Open the order in Partner Center and upload the purchase order as a file there. It is looked at again until it is decided; this card changes then, and you are told.',
    partly: 'Only a part was ordered',
    partlyBody:
      '**The rest was not ordered and will not be invoiced.** Look at what is missing before you buy it again.',
    failed: 'The order failed',
    failedBody: '**Microsoft did not carry it out.** Nothing was bought and nothing will be invoiced.',
    notOrdered: (text: string, code: string) => `Not ordered: "${text}" (code ${code}).`,
    orders: 'Orders',
    moved: {
      placed: (customer: string) => `The order for ${customer} is placed`,
      partly: (customer: string) => `The order for ${customer} is placed in part`,
      failed: (customer: string) => `The order for ${customer} failed`,
      pending: (customer: string) => `The order for ${customer} is still pending`,
    },
    showOrder: (order: string) => `Show order ${order}`,
    getKeysOf: (what: string) => `Keys: ${what}`,
    refused: 'The order was not placed',
    nothingLeft: 'Nothing was ordered and nothing will be invoiced.',
    refusedByPartnerCenter: 'Partner Center refused it.',
    order: 'Order ID',
    paid: "It goes on your company's next monthly invoice.",
    getKeys: 'Get keys and downloads',
    placedAll: (orders: string) => `Orders ${orders} are placed`,
    orderNumber: (order: string) => `Order ${order}:`,
    cancelOrder: 'Cancel this order',
    cancelOrderNamed: (order: string) => `Cancel ${order}`,
    buyMore: 'Buy more',
    errors: (read: Reader) =>
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
                .map((line) => `${productLine(line, read)}: Partner Center says "${line.text}" (code ${line.code}).`)
                .join(' '),
        'buying.price-unknown': (e) => `Partner Center names no price for ${e.product}: order it there.`,
        'buying.several-currencies': (e) =>
          `Partner Center prices these products in several currencies (${read.list(e.currencies)}): order them one by one.`,
        'buying.cart-expired': () => 'The order was not placed in time, and its cart has expired.',
        'buying.too-many-lines': (e) => `One order takes ${read.number(e.most)} products at most.`,
        'buying.po-number-not-allowed': (e) =>
          `Letters, digits, spaces and . _ / # - only, beginning with a letter or digit, ${read.number(e.longest)} at most.`,
      }) satisfies ErrorTexts<BuyingError> as ErrorTexts<BuyingError>,
  },
  zh: {
    example: ({ customer, product, quantity }) => `给 ${customer.name} 购买 ${quantity} 套 ${product}`,
    title: '为客户购买',
    product: '产品',
    productHint: '输入名称的一部分',
    chooseProduct: '请从列表中选择产品。',
    fits: (all, about) => `有 ${all} 个产品与“${about}”相符。请选择所需的产品。`,
    fitsShown: (shown, all, about) => `与“${about}”相符的 ${all} 个产品中的 ${shown} 个：`,
    showAll: (all) => `显示全部 ${all} 项`,
    perUnit: (price) => `单价 ${price}`,
    quantityWanted: '请输入从 1 起的整数。',
    prices: (currency, tax) => `价格以 ${currency} 计，为单件在整个合同期内的价格，${tax}；一次性计费。`,
    quantity: '数量',
    poNumber: '采购订单号（可选）',
    review: '核对订单',
    addProduct: '添加产品',
    inOrder: (count) => `此订单中的产品（${count}）`,
    change: '更改',
    remove: '移除',
    oneMore: '再加一个产品（可选）',
    noneFits: (about) => `此处销售的产品中没有与“${about}”相符的。请从列表中选择。`,
    severalFit: (about) => `有多个产品与“${about}”相符。请选择所需的产品。`,
    reviewTitle: '核对订单',
    unitPrice: '单价',
    billing: '计费',
    billings: {
      one_time: '整个合同期一次性计费',
      monthly: '按月计费',
      annual: '按年计费',
      triennial: '每三年计费一次',
      none: '不计费',
    },
    lineTotal: '小计',
    total: '总计',
    taxIncluded: '含税',
    taxExcluded: '不含税',
    payment: '付款',
    onInvoice: '计入贵公司下一份月度发票',
    poNumberShort: '采购订单号',
    cancelling: '取消',
    window: (until, days, credit) => `${until} 之前（${days} 天内）可取消，${credit}，无提前终止费`,
    prorated: '按未使用的时间抵扣',
    full: '全额抵扣',
    rules: {
      support: '只能通过支持请求取消',
      never: '永远不能取消，也不能更换',
      elsewhere: '作为预留在 Azure 门户中取消',
      unknown: '此处未知，以合作伙伴中心为准',
    },
    hybridBenefit: (share) =>
      `Azure 混合权益：凭此许可证，您的客户在 Azure 的 Windows Server 虚拟机上最多可节省 ${share}。`,
    confirmation: '确认',
    acknowledge: (what, total, customer) => `我确认以 ${total} 购买 ${what}，并且 ${customer} 已接受此次购买。`,
    attest: (what, total, customer) =>
      `我确认以 ${total} 购买 ${what}；${customer} 已接受此次购买及 Microsoft 客户协议；我公司作为记录在案的合作伙伴接受此订单。`,
    products: (count) => `${count} 个产品`,
    acknowledgeFirst: '请勾选此框以确认订单。',
    place: '下订单',
    ask: '申请审批',
    waiting: '订单等待审批',
    ended: '未能下订单',
    withdraw: '撤回',
    placed: (order) => `已下订单 ${order}`,
    placing: '正在下订单',
    placingBody: '**合作伙伴中心尚未响应。** 将持续重试直到得到响应，届时此卡片会更新。绝不会产生第二个订单。',
    pending: '订单待处理',
    pendingBody: '**Microsoft 尚未做出决定：目前未购买任何产品。** 将持续查看直到有结果，届时此卡片会更新并通知您。',
    inReview: 'Microsoft 正在审核订单',
    inReviewBody: '**审核结束之前未购买任何产品。** 在此之前将持续查看，届时此卡片会更新并通知您。',
    needsPurchaseOrder: 'Microsoft 要求提供采购订单',
    needsPurchaseOrderBody:
      '**尚未购买任何产品。** 请在合作伙伴中心打开该订单，并在那里上传采购订单文件。将持续查看直到有结果，届时此卡片会更新并通知您。',
    partly: '仅订购了一部分',
    partlyBody: '**其余部分未订购，也不会产生发票。** 再次购买之前请先查看缺少的部分。',
    failed: '订单失败',
    failedBody: '**Microsoft 未执行此订单。** 未购买任何产品，也不会产生发票。',
    notOrdered: (text, code) => `未订购：“${text}”（代码 ${code}）。`,
    orders: '订单',
    moved: {
      placed: (customer) => `${customer} 的订单已下单`,
      partly: (customer) => `${customer} 的订单仅部分下单`,
      failed: (customer) => `${customer} 的订单失败`,
      pending: (customer) => `${customer} 的订单仍待处理`,
    },
    showOrder: (order) => `显示订单 ${order}`,
    getKeysOf: (what) => `密钥：${what}`,
    refused: '未能下订单',
    nothingLeft: '没有订购任何产品，也不会产生发票。',
    refusedByPartnerCenter: '合作伙伴中心拒绝了此订单。',
    order: '订单 ID',
    paid: '此订单将计入贵公司下一份月度发票。',
    getKeys: '获取密钥和下载',
    placedAll: (orders) => `已下订单 ${orders}`,
    orderNumber: (order) => `订单 ${order}：`,
    cancelOrder: '取消此订单',
    cancelOrderNamed: (order) => `取消 ${order}`,
    buyMore: '继续购买',
    errors: (read) => ({
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
              .map((line) => `${productLine(line, read)}：合作伙伴中心提示“${line.text}”（代码 ${line.code}）。`)
              .join(''),
      'buying.price-unknown': (e) => `合作伙伴中心未提供 ${e.product} 的价格：请在那里订购。`,
      'buying.several-currencies': (e) =>
        `合作伙伴中心对这些产品以多种货币计价（${read.list(e.currencies)}）：请逐一订购。`,
      'buying.cart-expired': () => '订单未能及时下达，其购物车已过期。',
      'buying.too-many-lines': (e) => `一个订单最多包含 ${read.number(e.most)} 个产品。`,
      'buying.po-number-not-allowed': (e) =>
        `只能使用字母、数字、空格和 . _ / # -，以字母或数字开头，最多 ${read.number(e.longest)} 个字符。`,
    }),
  },
  ko: {
    example: ({ customer, product, quantity }) => `${customer.name}에 ${product} ${quantity}개 구매`,
    title: '고객 대신 구매',
    product: '제품',
    productHint: '이름의 일부를 입력하세요',
    chooseProduct: '목록에서 제품을 선택하세요.',
    fits: (all, about) => `"${about}"에 맞는 제품이 ${all}개입니다. 원하는 제품을 선택하세요.`,
    fitsShown: (shown, all, about) => `"${about}"에 맞는 제품 ${all}개 중 ${shown}개:`,
    showAll: (all) => `${all}개 모두 표시`,
    perUnit: (price) => `1개당 ${price}`,
    quantityWanted: '1 이상의 정수를 입력하세요.',
    prices: (currency, tax) => `가격은 ${currency} 기준이며 1개의 전체 기간 가격입니다(${tax}). 한 번만 청구됩니다.`,
    quantity: '수량',
    poNumber: '구매 주문 번호(선택 사항)',
    review: '주문 검토',
    addProduct: '제품 추가',
    inOrder: (count) => `이 주문의 제품(${count})`,
    change: '변경',
    remove: '제거',
    oneMore: '제품 하나 더(선택 사항)',
    noneFits: (about) => `여기서 판매되는 제품 중 "${about}"에 맞는 것이 없습니다. 목록에서 선택하세요.`,
    severalFit: (about) => `"${about}"에 맞는 제품이 여러 개입니다. 원하는 제품을 선택하세요.`,
    reviewTitle: '주문 검토',
    unitPrice: '단가',
    billing: '청구',
    billings: {
      one_time: '전체 기간에 대해 한 번',
      monthly: '매월',
      annual: '매년',
      triennial: '3년마다',
      none: '청구 없음',
    },
    lineTotal: '소계',
    total: '합계',
    taxIncluded: '세금 포함',
    taxExcluded: '세금 별도',
    payment: '결제',
    onInvoice: '회사의 다음 월별 청구서에 포함',
    poNumberShort: '구매 주문 번호',
    cancelling: '취소',
    window: (until, days, credit) => `${until}까지(${days}일) 가능, ${credit}, 조기 해지 수수료 없음`,
    prorated: '사용하지 않은 기간만큼 크레딧',
    full: '전액 크레딧',
    rules: {
      support: '지원 요청으로만 가능',
      never: '취소와 교환 모두 불가',
      elsewhere: '예약이므로 Azure Portal에서 가능',
      unknown: '여기에서는 알 수 없음, 파트너 센터에서 확인',
    },
    hybridBenefit: (share) =>
      `Azure 하이브리드 혜택: 이 라이선스로 고객은 Azure의 Windows Server 가상 머신 비용을 최대 ${share} 절약합니다.`,
    confirmation: '확인',
    acknowledge: (what, total, customer) =>
      `${what}, ${total} 구매를 확인하며 ${customer}이(가) 이 구매에 동의했습니다.`,
    attest: (what, total, customer) =>
      `${what}, ${total} 구매를 확인합니다. ${customer}이(가) 이 구매와 Microsoft 고객 계약에 동의했으며, 우리 회사는 등록된 파트너로서 이 주문에 동의합니다.`,
    products: (count) => `제품 ${count}개`,
    acknowledgeFirst: '주문을 확인하려면 이 상자를 선택하세요.',
    place: '주문하기',
    ask: '승인 요청',
    waiting: '주문이 승인을 기다립니다',
    ended: '주문되지 않았습니다',
    withdraw: '철회',
    placed: (order) => `주문 ${order} 완료`,
    placing: '주문하는 중',
    placingBody:
      '**파트너 센터가 아직 응답하지 않았습니다.** 응답할 때까지 다시 시도하며, 그때 이 카드가 바뀝니다. 두 번째 주문이 생기는 일은 없습니다.',
    pending: '주문이 처리 대기 중입니다',
    pendingBody:
      '**Microsoft에서 아직 결정하지 않아 지금은 구매된 것이 없습니다.** 결정될 때까지 다시 확인하며, 그때 이 카드가 바뀌고 알려 드립니다.',
    inReview: 'Microsoft에서 주문을 검토하고 있습니다',
    inReviewBody:
      '**검토가 끝날 때까지 구매된 것은 없습니다.** 그때까지 다시 확인하며, 이 카드가 바뀌고 알려 드립니다.',
    needsPurchaseOrder: 'Microsoft에서 구매 주문서를 요청합니다',
    needsPurchaseOrderBody:
      '**아직 구매된 것이 없습니다.** 파트너 센터에서 주문을 열어 구매 주문서 파일을 업로드하세요. 결정될 때까지 다시 확인하며, 그때 이 카드가 바뀌고 알려 드립니다.',
    partly: '일부만 주문되었습니다',
    partlyBody: '**나머지는 주문되지 않았으며 청구되지 않습니다.** 다시 구매하기 전에 빠진 것을 확인하세요.',
    failed: '주문이 실패했습니다',
    failedBody: '**Microsoft에서 주문을 처리하지 않았습니다.** 구매된 것이 없으며 청구되지도 않습니다.',
    notOrdered: (text, code) => `주문되지 않음: "${text}"(코드 ${code}).`,
    orders: '주문',
    moved: {
      placed: (customer) => `${customer} 주문이 완료되었습니다`,
      partly: (customer) => `${customer} 주문이 일부만 완료되었습니다`,
      failed: (customer) => `${customer} 주문이 실패했습니다`,
      pending: (customer) => `${customer} 주문이 아직 처리 대기 중입니다`,
    },
    showOrder: (order) => `주문 ${order} 보기`,
    getKeysOf: (what) => `키: ${what}`,
    refused: '주문되지 않았습니다',
    nothingLeft: '주문된 것이 없으며 청구되지도 않습니다.',
    refusedByPartnerCenter: '파트너 센터에서 거부했습니다.',
    order: '주문 ID',
    paid: '회사의 다음 월별 청구서에 포함됩니다.',
    getKeys: '키 및 다운로드 받기',
    placedAll: (orders) => `주문 ${orders} 완료`,
    orderNumber: (order) => `주문 ${order}:`,
    cancelOrder: '이 주문 취소',
    cancelOrderNamed: (order) => `${order} 취소`,
    buyMore: '추가 구매',
    errors: (read) => ({
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
              .map((line) => `${productLine(line, read)}: 파트너 센터의 답변 "${line.text}"(코드 ${line.code}).`)
              .join(' '),
      'buying.price-unknown': (e) =>
        `파트너 센터에서 ${e.product}의 가격을 제공하지 않습니다. 파트너 센터에서 주문하세요.`,
      'buying.several-currencies': (e) =>
        `파트너 센터에서 이 제품들의 가격을 여러 통화(${read.list(e.currencies)})로 표시합니다. 하나씩 주문하세요.`,
      'buying.cart-expired': () => '주문이 제때 이루어지지 않아 카트가 만료되었습니다.',
      'buying.too-many-lines': (e) => `한 주문에는 제품을 최대 ${read.number(e.most)}개까지 담을 수 있습니다.`,
      'buying.po-number-not-allowed': (e) =>
        `문자, 숫자, 공백과 기호(. _ / # -)만 쓸 수 있고 문자나 숫자로 시작해야 하며 최대 ${read.number(e.longest)}자입니다.`,
    }),
  },
})

export type BuyingText = typeof buyingText.en
