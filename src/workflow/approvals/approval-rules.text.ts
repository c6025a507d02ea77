import { inLanguages } from '../../platform/language.ts'

/** Changes of renewal wait as cancellations do. */
const changes = inLanguages({
  en: {
    always: 'all cancellations and changes of renewal',
    from: (amount: string) => `cancellations and changes of renewal of ${amount} or more`,
    unknown: 'changes of renewal whose amount is not known',
  },
  zh: {
    always: '所有取消和自动续订更改',
    from: (amount) => `${amount} 及以上的取消和自动续订更改`,
    unknown: '金额未知的自动续订更改',
  },
  ko: {
    always: '모든 취소와 갱신 변경',
    from: (amount) => `${amount} 이상의 취소와 갱신 변경`,
    unknown: '금액을 알 수 없는 갱신 변경',
  },
})

/** Why something needs an approval: `purchases of USD 50,000.00 or more`. */
export const ruleTexts = inLanguages({
  en: {
    purchase: {
      always: 'all purchases',
      from: (amount: string) => `purchases of ${amount} or more`,
      unknown: 'purchases whose amount is not known',
    },
    cancellation: {
      always: 'all cancellations',
      from: (amount: string) => `cancellations with a credit of ${amount} or more`,
      unknown: 'cancellations whose credit is not known',
    },
    'renewal-off': changes.en,
    'renewal-on': changes.en,
  },
  zh: {
    purchase: { always: '所有购买', from: (amount) => `${amount} 及以上的购买`, unknown: '金额未知的购买' },
    cancellation: {
      always: '所有取消',
      from: (amount) => `抵扣 ${amount} 及以上的取消`,
      unknown: '抵扣金额未知的取消',
    },
    'renewal-off': changes.zh,
    'renewal-on': changes.zh,
  },
  ko: {
    purchase: { always: '모든 구매', from: (amount) => `${amount} 이상의 구매`, unknown: '금액을 알 수 없는 구매' },
    cancellation: {
      always: '모든 취소',
      from: (amount) => `크레딧이 ${amount} 이상인 취소`,
      unknown: '크레딧을 알 수 없는 취소',
    },
    'renewal-off': changes.ko,
    'renewal-on': changes.ko,
  },
})
