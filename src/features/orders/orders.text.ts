import type { ErrorTexts } from '../../platform/errors.ts'
import { inLanguages } from '../../platform/language.ts'
import type { OrdersError } from './orders.errors.ts'

export const ordersText = inLanguages({
  en: {
    example: 'orders closing this week',
    title: 'Software and orders',
    back: 'Back to the list',
    orderTitle: (id: string) => `Order ${id}`,
    bought: 'Bought',
    product: 'Product',
    total: 'Total',
    taxIncluded: 'tax included',
    taxExcluded: 'tax excluded',
    poNumber: 'PO number',
    getKeys: 'Get keys and downloads',
    cancel: 'Cancel this order',
    support: 'Support request',
    notRead: (words: string) => `"${words}" was not understood: these are the orders of all customers.`,
    errors: {
      'orders.nowhere': (e) => `No customer has an order ${e.orderId}.`,
    } satisfies ErrorTexts<OrdersError>,
  },
  zh: {
    example: '本周即将到期的订单',
    title: '软件和订单',
    back: '返回列表',
    orderTitle: (id) => `订单 ${id}`,
    bought: '购买时间',
    product: '产品',
    total: '总计',
    taxIncluded: '含税',
    taxExcluded: '不含税',
    poNumber: '采购订单号',
    getKeys: '获取密钥和下载',
    cancel: '取消此订单',
    support: '支持请求',
    notRead: (words) => `未能理解“${words}”：以下是所有客户的订单。`,
    errors: {
      'orders.nowhere': (e) => `没有任何客户有订单 ${e.orderId}。`,
    },
  },
  ko: {
    example: '이번 주 마감되는 주문',
    title: '소프트웨어 및 주문',
    back: '목록으로',
    orderTitle: (id) => `주문 ${id}`,
    bought: '구매일',
    product: '제품',
    total: '합계',
    taxIncluded: '세금 포함',
    taxExcluded: '세금 별도',
    poNumber: '구매 주문 번호',
    getKeys: '키 및 다운로드 받기',
    cancel: '이 주문 취소',
    support: '지원 요청',
    notRead: (words) => `"${words}"을(를) 이해하지 못했습니다. 모든 고객의 주문을 표시합니다.`,
    errors: {
      'orders.nowhere': (e) => `주문 ${e.orderId}이(가) 있는 고객이 없습니다.`,
    },
  },
})

export type OrdersText = typeof ordersText.en
