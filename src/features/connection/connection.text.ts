import type { Ending } from '../../commerce/ports/connections.ts'
import { inLanguages } from '../../platform/language.ts'

type What = Ending['what']

export const connectionText = inLanguages({
  en: {
    subject: 'Connection to Partner Center',
    code: 'Code',
    since: 'Since',
    endsAt: 'Ends',
    waits: 'Until it is mended, what somebody confirms is kept and carried out afterwards; nothing new is read.',
    stops: 'After that nothing can be bought or cancelled until it is mended.',
    mended: 'The connection to Partner Center works again',
    mendedLine: 'Nothing has to be done any more.',
    ends: {
      inactive: (at: string) => `The desk's sign-in to Partner Center ends on ${at}`,
      policy: (at: string) => `The desk has to sign in to Partner Center again by ${at}`,
      secret: (at: string) => `The desk's client secret ends on ${at}`,
      certificate: (at: string) => `The desk's certificate ends on ${at}`,
    } as Record<What, (at: string) => string>,
    before: {
      inactive:
        'It has not been used for long. Whoever operates the desk has to run npm run partner-center -- connect and sign in again.',
      policy:
        "Your company's policies let a sign-in with multifactor authentication last this long. Whoever operates the desk has to run npm run partner-center -- connect and sign in again before.",
      secret:
        'An application administrator has to make a new client secret in the Microsoft Entra admin center; whoever operates the desk sets PARTNER_CENTER_CLIENT_SECRET and PARTNER_CENTER_SECRET_ENDS and starts it again.',
      certificate:
        'An application administrator has to add a new certificate in the Microsoft Entra admin center; whoever operates the desk sets PARTNER_CENTER_CERTIFICATE and starts it again.',
    } as Record<What, string>,
  },
  zh: {
    subject: '与合作伙伴中心的连接',
    code: '代码',
    since: '开始时间',
    endsAt: '到期',
    waits: '在修复之前，已确认的操作会保留并在之后执行；不会读取新的内容。',
    stops: '到期后，在修复之前无法购买或取消。',
    mended: '与合作伙伴中心的连接已恢复',
    mendedLine: '无需再做任何操作。',
    ends: {
      inactive: (at) => `工作台在合作伙伴中心的登录将于 ${at} 失效`,
      policy: (at) => `工作台需在 ${at} 之前重新登录合作伙伴中心`,
      secret: (at) => `工作台的客户端密码将于 ${at} 过期`,
      certificate: (at) => `工作台的证书将于 ${at} 过期`,
    },
    before: {
      inactive: '该登录已长时间未使用。请工作台的运维人员运行 npm run partner-center -- connect 并重新登录。',
      policy:
        '贵公司的策略只允许多重身份验证的登录持续到此时。请工作台的运维人员在此之前运行 npm run partner-center -- connect 并重新登录。',
      secret:
        '请应用程序管理员在 Microsoft Entra 管理中心创建新的客户端密码；由工作台的运维人员设置 PARTNER_CENTER_CLIENT_SECRET 和 PARTNER_CENTER_SECRET_ENDS 并重新启动。',
      certificate:
        '请应用程序管理员在 Microsoft Entra 管理中心添加新证书；由工作台的运维人员设置 PARTNER_CENTER_CERTIFICATE 并重新启动。',
    },
  },
  ko: {
    subject: '파트너 센터 연결',
    code: '코드',
    since: '시작',
    endsAt: '만료',
    waits: '해결될 때까지 확인된 요청은 보관되었다가 이후에 실행되며, 새로운 내용은 읽지 않습니다.',
    stops: '만료되면 해결될 때까지 구매하거나 취소할 수 없습니다.',
    mended: '파트너 센터 연결이 복구되었습니다',
    mendedLine: '더 이상 조치할 사항이 없습니다.',
    ends: {
      inactive: (at) => `데스크의 파트너 센터 로그인이 ${at}에 만료됩니다`,
      policy: (at) => `데스크가 ${at}까지 파트너 센터에 다시 로그인해야 합니다`,
      secret: (at) => `데스크의 클라이언트 암호가 ${at}에 만료됩니다`,
      certificate: (at) => `데스크의 인증서가 ${at}에 만료됩니다`,
    },
    before: {
      inactive:
        '오랫동안 사용되지 않았습니다. 데스크 운영자가 npm run partner-center -- connect를 실행하고 다시 로그인해야 합니다.',
      policy:
        '회사 정책상 다단계 인증 로그인은 이때까지만 유지됩니다. 그 전에 데스크 운영자가 npm run partner-center -- connect를 실행하고 다시 로그인해야 합니다.',
      secret:
        '애플리케이션 관리자가 Microsoft Entra 관리 센터에서 새 클라이언트 암호를 만들고, 데스크 운영자가 PARTNER_CENTER_CLIENT_SECRET과 PARTNER_CENTER_SECRET_ENDS를 설정한 뒤 다시 시작해야 합니다.',
      certificate:
        '애플리케이션 관리자가 Microsoft Entra 관리 센터에서 새 인증서를 추가하고, 데스크 운영자가 PARTNER_CENTER_CERTIFICATE를 설정한 뒤 다시 시작해야 합니다.',
    },
  },
})
