import { inLanguages } from '../../platform/language.ts'

/** Codes of Partner Center about what a reservation applies to: "Partner Center REST error codes", "Cart resources". */
type Code =
  | '900312'
  | '900313'
  | '900314'
  | '900315'
  | '900317'
  | '900318'
  | 'SubscriptionNotRegistered'
  | 'DeskScopeDiffers'
  | 'DeskVariableUnknown'

export const reservingText = inLanguages({
  en: {
    appliesTo: 'What the reservation applies to',
    notRegistered:
      'The Azure plan is not registered for reservations (Microsoft.Capacity) yet. Reviewing the order registers it; that takes some minutes.',
    registering: 'The Azure plan is being registered for reservations. That takes some minutes.',
    planMissing: (customer: string) =>
      `${customer} has no Azure plan with an active Azure subscription. Buy an Azure plan and create a subscription under it in Partner Center first, then reserve.`,
    placeWanted: (typed: string) =>
      typed === 'single'
        ? 'Choose the Azure subscription that the reservation is for.'
        : `"${typed}" is not one active Azure subscription of the customer. Choose one, or the shared scope.`,
    codes: {
      '900312': () => 'it cannot be bought with this scope.',
      '900313': () => 'choose the Azure subscription that it is for.',
      '900314': () => 'the Azure subscription is not active any more. Choose another one.',
      '900315': () => 'it cannot be bought for this Azure subscription. Choose another one.',
      '900317': () => 'Partner Center wants an Azure plan for it.',
      '900318': () =>
        'the customer has no Azure plan with an active Azure subscription. Set it up in Partner Center first.',
      SubscriptionNotRegistered: () =>
        'the Azure plan is not registered for reservations yet. Its registration has been started: review the order again in some minutes.',
      DeskScopeDiffers: () =>
        'Partner Center put another scope, or another subscription, into the cart than was chosen.',
      DeskVariableUnknown: (text: string) =>
        `Partner Center wants to be told something for it that the desk does not know (${text}). Buy it in Partner Center.`,
    } as Readonly<Record<Code, (text: string) => string>>,
  },
  zh: {
    appliesTo: '预留的适用范围',
    notRegistered: '该 Azure 计划尚未注册预留（Microsoft.Capacity）。核对订单时会进行注册，需要几分钟。',
    registering: '正在为该 Azure 计划注册预留，需要几分钟。',
    planMissing: (customer) =>
      `${customer} 没有包含有效 Azure 订阅的 Azure 计划。请先在合作伙伴中心购买 Azure 计划并在其下创建订阅，然后再购买预留。`,
    placeWanted: (typed) =>
      typed === 'single'
        ? '请选择预留所适用的 Azure 订阅。'
        : `“${typed}”不是该客户唯一的有效 Azure 订阅。请选择一个订阅，或选择共享范围。`,
    codes: {
      '900312': () => '不能以此范围购买。',
      '900313': () => '请选择所适用的 Azure 订阅。',
      '900314': () => '该 Azure 订阅已不再有效。请选择其他订阅。',
      '900315': () => '不能为此 Azure 订阅购买。请选择其他订阅。',
      '900317': () => '合作伙伴中心要求提供 Azure 计划。',
      '900318': () => '客户没有包含有效 Azure 订阅的 Azure 计划。请先在合作伙伴中心设置。',
      SubscriptionNotRegistered: () => '该 Azure 计划尚未注册预留。注册已开始：请在几分钟后重新核对订单。',
      DeskScopeDiffers: () => '合作伙伴中心在购物车中使用的范围或订阅与所选的不同。',
      DeskVariableUnknown: (text) => `合作伙伴中心需要本服务台未知的信息（${text}）。请在合作伙伴中心购买。`,
    },
  },
  ko: {
    appliesTo: '예약 적용 범위',
    notRegistered:
      'Azure 플랜이 아직 예약(Microsoft.Capacity)에 등록되지 않았습니다. 주문을 검토하면 등록되며 몇 분 걸립니다.',
    registering: 'Azure 플랜을 예약에 등록하는 중입니다. 몇 분 걸립니다.',
    planMissing: (customer) =>
      `${customer}에 활성 Azure 구독이 있는 Azure 플랜이 없습니다. 먼저 파트너 센터에서 Azure 플랜을 구매하고 그 아래에 구독을 만든 다음 예약을 구매하세요.`,
    placeWanted: (typed) =>
      typed === 'single'
        ? '예약을 적용할 Azure 구독을 선택하세요.'
        : `"${typed}"은(는) 고객의 활성 Azure 구독 하나로 확인되지 않습니다. 구독을 선택하거나 공유 범위를 선택하세요.`,
    codes: {
      '900312': () => '이 범위로는 구매할 수 없습니다.',
      '900313': () => '적용할 Azure 구독을 선택하세요.',
      '900314': () => 'Azure 구독이 더 이상 활성 상태가 아닙니다. 다른 구독을 선택하세요.',
      '900315': () => '이 Azure 구독에는 구매할 수 없습니다. 다른 구독을 선택하세요.',
      '900317': () => '파트너 센터에 Azure 플랜이 필요합니다.',
      '900318': () => '고객에게 활성 Azure 구독이 있는 Azure 플랜이 없습니다. 먼저 파트너 센터에서 설정하세요.',
      SubscriptionNotRegistered: () =>
        'Azure 플랜이 아직 예약에 등록되지 않았습니다. 등록을 시작했으니 몇 분 후에 주문을 다시 검토하세요.',
      DeskScopeDiffers: () => '파트너 센터의 카트에 있는 범위나 구독이 선택한 것과 다릅니다.',
      DeskVariableUnknown: (text) =>
        `파트너 센터에서 이 데스크가 알지 못하는 정보를 요구합니다(${text}). 파트너 센터에서 구매하세요.`,
    },
  },
})

/** What a refused line is about, where it is about what a reservation applies to. */
export function placeRefused(
  language: keyof typeof reservingText,
  { code, text }: { readonly code: string; readonly text: string },
): string | undefined {
  const { codes } = reservingText[language]
  return Object.hasOwn(codes, code) ? codes[code as Code](text) : undefined
}
