import type { ConnectionFailure } from '../commerce/connection-failures.ts'
import { inLanguages } from '../platform/language.ts'

/** What is wrong with the partner's connection to Microsoft, and who has to do what about it. */
interface Words {
  readonly what: string
  readonly mend: string
}

const connect = '`npm run partner-center -- connect`'

export const connectionWords = inLanguages({
  en: {
    'not-connected': {
      what: "Nobody has signed the desk in to this partner's Partner Center",
      mend: `Whoever operates the desk has to run ${connect} and sign in as an admin agent.`,
    },
    'sign-in-ended': {
      what: "The desk's sign-in to Partner Center has ended",
      mend: `Whoever operates the desk has to run ${connect} and sign in again.`,
    },
    mfa: {
      what: "The desk's sign-in to Partner Center has no valid multifactor authentication",
      mend: `A global administrator has to see to it that whoever operates the desk runs ${connect} and signs in again with multifactor authentication. An identity provider outside of Microsoft Entra has to pass it on.`,
    },
    policy: {
      what: "A Conditional Access policy blocks the desk's sign-in",
      mend: "A Conditional Access administrator has to look at the sign-in logs in the Microsoft Entra admin center and let the desk's account and address sign in.",
    },
    account: {
      what: 'The account that the desk signs in with cannot be used',
      mend: `A user administrator has to enable it or set its password; then whoever operates the desk runs ${connect}.`,
    },
    'secret-ended': {
      what: "The client secret of the desk's app registration has ended",
      mend: 'An application administrator has to make a new one in the Microsoft Entra admin center; whoever operates the desk sets PARTNER_CENTER_CLIENT_SECRET and starts it again.',
    },
    'certificate-ended': {
      what: "The certificate of the desk's app registration has ended",
      mend: 'An application administrator has to add a new one in the Microsoft Entra admin center; whoever operates the desk sets PARTNER_CENTER_CERTIFICATE and starts it again.',
    },
    'secret-wrong': {
      what: "The client secret or certificate of the desk's app registration is not taken",
      mend: 'Whoever operates the desk has to compare PARTNER_CENTER_CLIENT_ID and PARTNER_CENTER_CLIENT_SECRET with the app registration: it is the value of the secret, not its id. A certificate (PARTNER_CENTER_CERTIFICATE) has to be among those of the app registration.',
    },
    application: {
      what: "The desk's app registration is not known in this partner's tenant, or may not sign in like this",
      mend: 'An application administrator has to look at the client id, at the redirect address http://localhost, and whether the application is enabled.',
    },
    consent: {
      what: 'Nobody has consented to what the desk asks for',
      mend: "A global administrator has to grant consent to the desk's app registration in the Microsoft Entra admin center.",
    },
    audience: {
      what: 'Partner Center takes tokens for another service only',
      mend: 'Whoever operates the desk has to compare PARTNER_CENTER_CLOUD with the cloud that the partner is in.',
    },
    role: {
      what: 'The account that the desk signs in with lacks a role in Partner Center',
      mend: 'A global administrator has to make it an admin agent. A role that was granted or activated a moment ago may take up to an hour to count there.',
    },
    programme: {
      what: "The partner's programme, agreement or credit does not allow it",
      mend: 'A global administrator has to look at the account settings in Partner Center. Indirect resellers have no access by API: their indirect provider has.',
    },
  } as Record<ConnectionFailure, Words>,
  zh: {
    'not-connected': {
      what: '尚未有人让工作台登录此合作伙伴的合作伙伴中心',
      mend: `请工作台的运维人员运行 ${connect}，并以管理代理的身份登录。`,
    },
    'sign-in-ended': {
      what: '工作台在合作伙伴中心的登录已失效',
      mend: `请工作台的运维人员运行 ${connect} 并重新登录。`,
    },
    mfa: {
      what: '工作台在合作伙伴中心的登录没有有效的多重身份验证',
      mend: `请全局管理员安排工作台的运维人员运行 ${connect}，并使用多重身份验证重新登录。Microsoft Entra 以外的标识提供者必须传递此信息。`,
    },
    policy: {
      what: '条件访问策略阻止了工作台的登录',
      mend: '请条件访问管理员在 Microsoft Entra 管理中心查看登录日志，并允许工作台的帐户和地址登录。',
    },
    account: {
      what: '工作台用于登录的帐户无法使用',
      mend: `请用户管理员启用该帐户或重置其密码；然后由工作台的运维人员运行 ${connect}。`,
    },
    'secret-ended': {
      what: '工作台应用注册的客户端密码已过期',
      mend: '请应用程序管理员在 Microsoft Entra 管理中心创建新密码；由工作台的运维人员设置 PARTNER_CENTER_CLIENT_SECRET 并重新启动。',
    },
    'certificate-ended': {
      what: '工作台应用注册的证书已过期',
      mend: '请应用程序管理员在 Microsoft Entra 管理中心添加新证书；由工作台的运维人员设置 PARTNER_CENTER_CERTIFICATE 并重新启动。',
    },
    'secret-wrong': {
      what: '工作台应用注册的客户端密码或证书未被接受',
      mend: '请工作台的运维人员将 PARTNER_CENTER_CLIENT_ID 和 PARTNER_CENTER_CLIENT_SECRET 与应用注册核对：应填写密码的值，而不是其 ID。若使用证书（PARTNER_CENTER_CERTIFICATE），该证书须已添加到应用注册中。',
    },
    application: {
      what: '此合作伙伴的租户中没有工作台的应用注册，或不允许它以此方式登录',
      mend: '请应用程序管理员检查客户端 ID、重定向地址 http://localhost，以及该应用程序是否已启用。',
    },
    consent: {
      what: '尚未有人同意工作台请求的权限',
      mend: '请全局管理员在 Microsoft Entra 管理中心为工作台的应用注册授予同意。',
    },
    audience: {
      what: '合作伙伴中心只接受用于其他服务的令牌',
      mend: '请工作台的运维人员核对 PARTNER_CENTER_CLOUD 与合作伙伴所在的云。',
    },
    role: {
      what: '工作台用于登录的帐户在合作伙伴中心缺少角色',
      mend: '请全局管理员将其设为管理代理。刚刚授予或激活的角色最多可能需要一小时才能在合作伙伴中心生效。',
    },
    programme: {
      what: '合作伙伴的计划、协议或信用额度不允许此操作',
      mend: '请全局管理员在合作伙伴中心查看帐户设置。间接经销商没有 API 访问权限，其间接提供商才有。',
    },
  },
  ko: {
    'not-connected': {
      what: '이 파트너의 파트너 센터에 데스크가 로그인되어 있지 않습니다',
      mend: `데스크 운영자가 ${connect}을(를) 실행하고 관리 에이전트로 로그인해야 합니다.`,
    },
    'sign-in-ended': {
      what: '데스크의 파트너 센터 로그인이 만료되었습니다',
      mend: `데스크 운영자가 ${connect}을(를) 실행하고 다시 로그인해야 합니다.`,
    },
    mfa: {
      what: '데스크의 파트너 센터 로그인에 유효한 다단계 인증이 없습니다',
      mend: `전역 관리자는 데스크 운영자가 ${connect}을(를) 실행하고 다단계 인증으로 다시 로그인하도록 해야 합니다. Microsoft Entra 외부의 ID 공급자는 이 정보를 전달해야 합니다.`,
    },
    policy: {
      what: '조건부 액세스 정책이 데스크의 로그인을 차단합니다',
      mend: '조건부 액세스 관리자가 Microsoft Entra 관리 센터에서 로그인 로그를 확인하고 데스크의 계정과 주소를 허용해야 합니다.',
    },
    account: {
      what: '데스크가 로그인하는 계정을 사용할 수 없습니다',
      mend: `사용자 관리자가 계정을 사용 설정하거나 암호를 재설정한 다음, 데스크 운영자가 ${connect}을(를) 실행해야 합니다.`,
    },
    'secret-ended': {
      what: '데스크 앱 등록의 클라이언트 암호가 만료되었습니다',
      mend: '애플리케이션 관리자가 Microsoft Entra 관리 센터에서 새 암호를 만들고, 데스크 운영자가 PARTNER_CENTER_CLIENT_SECRET을 설정한 뒤 다시 시작해야 합니다.',
    },
    'certificate-ended': {
      what: '데스크 앱 등록의 인증서가 만료되었습니다',
      mend: '애플리케이션 관리자가 Microsoft Entra 관리 센터에서 새 인증서를 추가하고, 데스크 운영자가 PARTNER_CENTER_CERTIFICATE를 설정한 뒤 다시 시작해야 합니다.',
    },
    'secret-wrong': {
      what: '데스크 앱 등록의 클라이언트 암호 또는 인증서가 거부됩니다',
      mend: '데스크 운영자가 PARTNER_CENTER_CLIENT_ID와 PARTNER_CENTER_CLIENT_SECRET을 앱 등록과 비교해야 합니다. 암호의 ID가 아니라 값을 입력합니다. 인증서(PARTNER_CENTER_CERTIFICATE)는 앱 등록에 추가되어 있어야 합니다.',
    },
    application: {
      what: '이 파트너의 테넌트에 데스크의 앱 등록이 없거나 이 방식의 로그인이 허용되지 않습니다',
      mend: '애플리케이션 관리자가 클라이언트 ID, 리디렉션 주소 http://localhost, 애플리케이션 사용 여부를 확인해야 합니다.',
    },
    consent: {
      what: '데스크가 요청하는 권한에 아무도 동의하지 않았습니다',
      mend: '전역 관리자가 Microsoft Entra 관리 센터에서 데스크의 앱 등록에 동의해야 합니다.',
    },
    audience: {
      what: '파트너 센터가 다른 서비스용 토큰만 받습니다',
      mend: '데스크 운영자가 PARTNER_CENTER_CLOUD와 파트너가 속한 클라우드를 비교해야 합니다.',
    },
    role: {
      what: '데스크가 로그인하는 계정에 파트너 센터의 역할이 없습니다',
      mend: '전역 관리자가 이 계정을 관리 에이전트로 지정해야 합니다. 방금 부여하거나 활성화한 역할은 파트너 센터에 적용되기까지 최대 한 시간이 걸릴 수 있습니다.',
    },
    programme: {
      what: '파트너의 프로그램, 계약 또는 신용 한도에서 허용되지 않습니다',
      mend: '전역 관리자가 파트너 센터에서 계정 설정을 확인해야 합니다. 간접 판매인은 API를 사용할 수 없으며, 간접 공급자가 사용할 수 있습니다.',
    },
  },
})

const unknown = inLanguages({
  en: {
    what: 'Microsoft refuses the connection',
    mend: 'Whoever operates the desk has to look the code up: `npm run partner-center -- status` says it.',
  } as Words,
  zh: {
    what: 'Microsoft 拒绝了连接',
    mend: '请工作台的运维人员查询该代码：运行 `npm run partner-center -- status` 可查看。',
  },
  ko: {
    what: 'Microsoft가 연결을 거부합니다',
    mend: '데스크 운영자가 코드를 확인해야 합니다. `npm run partner-center -- status`를 실행하면 표시됩니다.',
  },
})

/** @param failure undefined for a code that nobody here knows */
export const failureWords = (language: keyof typeof connectionWords, failure: ConnectionFailure | undefined): Words =>
  failure === undefined ? unknown[language] : connectionWords[language][failure]
