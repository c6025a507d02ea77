import { inLanguages } from '../platform/language.ts'

/** A heading, and the paragraphs below it. */
type Part = readonly [heading: string, ...paragraphs: string[]]

interface StandingPage {
  readonly title: string
  readonly parts: readonly Part[]
}

/** The pages that the Teams app package points at: what the desk is, what it keeps, and on which terms it is used. */
export const standingPagesText = inLanguages<{
  readonly about: StandingPage
  readonly privacy: StandingPage
  readonly terms: StandingPage
  /** Names of the pages where they are linked. */
  readonly links: Readonly<Record<'about' | 'privacy' | 'terms', string>>
}>({
  en: {
    about: {
      title: 'About CSP Desk',
      parts: [
        [
          'What it is',
          'CSP Desk is a Microsoft Teams app for partners in Microsoft’s Cloud Solution Provider programme. Their agents buy software for customers, get keys and download links, cancel within the window, and ask for refunds through support requests.',
        ],
        [
          'Who runs it',
          'The organisation that has installed it runs it on machines of its own. For help, ask the global admin of your organisation, or say “help” to CSP Desk in Teams.',
        ],
        [
          'Who may use it',
          'Only people whom that organisation has given a role. Everybody else is told so, and nothing else.',
        ],
      ],
    },
    privacy: {
      title: 'Privacy',
      parts: [
        [
          'Who is responsible',
          'The organisation that runs this desk. What is kept stays in its database; nothing is sent to the makers of CSP Desk, and nothing is measured for advertising.',
        ],
        [
          'What is kept of people who use it',
          'Name, Microsoft Entra object ID, tenant and roles; language and time zone as Teams tells them; which chats CSP Desk is in, so that it can write there; settings, quiet hours and muted notices; the notices that were sent.',
          'Messages are read to answer them and are not kept as they were said. Kept is what a card was filled in with: the state of a card is deleted 180 days after it was last used.',
        ],
        [
          'What is kept of customers',
          'Names, domains, markets, orders, prices and cancellations, as Microsoft Partner Center gives them; support requests with what was written in them, how to reach who wrote it, and their files; download links and how often they were used. Customers who open a download page leave no name and get no cookie.',
        ],
        [
          'The activity log',
          'Who bought, cancelled, approved, saw a key or renewed a link, for which customer and when, and each download. Entries are never changed or deleted, also after somebody has left: the log is there to show what was done. Global admins and those with the right to it can read it.',
        ],
        [
          'How it is protected',
          'Product keys, download addresses and sign-ins to Microsoft are encrypted in the database. What people write, keys and tokens are not written into the technical log. Everything belongs to one partner, and no other partner’s people see it.',
        ],
        [
          'Whom it is passed to',
          'Microsoft, whose services (Teams, Partner Center, Microsoft Graph) are used to do what was asked for. Nobody else.',
        ],
        [
          'Your rights',
          'Ask the organisation that runs this desk what is kept about you, and to correct or delete it where the law does not ask for its keeping.',
        ],
      ],
    },
    terms: {
      title: 'Terms of use',
      parts: [
        [
          'The software',
          'CSP Desk is given under the MIT licence: it may be used and changed freely, and comes without any warranty. It is not made or endorsed by Microsoft.',
        ],
        [
          'What is bought and cancelled',
          'Purchases and cancellations are made in Microsoft Partner Center in the name of your organisation and are binding there. The agreements between your organisation, its customers and Microsoft hold; prices and windows that CSP Desk shows are those that Microsoft gives at that moment.',
        ],
        [
          'Keys and downloads',
          'Product keys and files belong to the customer that they were bought for. Pass them on to that customer alone. A download link ends after 14 days or 50 downloads.',
        ],
        [
          'Your part',
          'Act only within the role that you were given. What you do is written into the activity log of your organisation.',
        ],
        ['Whom to ask', 'The organisation that runs this desk decides who may use it, and may end that at any time.'],
      ],
    },
    links: { about: 'About CSP Desk', privacy: 'Privacy', terms: 'Terms of use' },
  },
  zh: {
    about: {
      title: '关于 CSP Desk',
      parts: [
        [
          '这是什么',
          'CSP Desk 是面向 Microsoft 云解决方案提供商计划合作伙伴的 Microsoft Teams 应用。合作伙伴的代理为客户购买软件、获取密钥和下载链接、在期限内取消，并通过支持请求申请退款。',
        ],
        [
          '由谁运行',
          '由安装它的组织在自己的计算机上运行。如需帮助，请联系贵组织的全局管理员，或在 Teams 中对 CSP Desk 说“帮助”。',
        ],
        ['谁可以使用', '只有该组织授予角色的人员可以使用。其他人只会得知自己无权使用，除此之外不会得到任何信息。'],
      ],
    },
    privacy: {
      title: '隐私',
      parts: [
        [
          '由谁负责',
          '由运行此工作台的组织负责。保存的内容只在该组织的数据库中；不会向 CSP Desk 的开发者发送任何内容，也不会为广告进行任何统计。',
        ],
        [
          '保存哪些使用者信息',
          '姓名、Microsoft Entra 对象 ID、租户和角色；Teams 提供的语言和时区；CSP Desk 所在的聊天（以便在其中发送消息）；设置、免打扰时段和已关闭的通知；已发送的通知。',
          '读取消息只是为了答复，不会按原话保存。会保存卡片中填写的内容：卡片的状态在最后一次使用 180 天后删除。',
        ],
        [
          '保存哪些客户信息',
          'Microsoft 合作伙伴中心提供的名称、域、市场、订单、价格和取消记录；支持请求及其中填写的内容、填写人的联系方式和文件；下载链接及其使用次数。打开下载页面的客户不会留下姓名，也不会收到 Cookie。',
        ],
        [
          '活动日志',
          '谁在何时为哪位客户购买、取消、审批、查看密钥或续期链接，以及每次下载。条目永远不会更改或删除，即使相关人员已离开也是如此：日志用于证明做过什么。全局管理员和拥有相应权限的人员可以读取。',
        ],
        [
          '如何保护',
          '产品密钥、下载地址以及对 Microsoft 的登录在数据库中加密保存。人员所写的内容、密钥和令牌不会写入技术日志。所有内容只属于一个合作伙伴，其他合作伙伴的人员无法看到。',
        ],
        [
          '向谁提供',
          '仅提供给 Microsoft：为完成所请求的操作，会使用其服务（Teams、合作伙伴中心、Microsoft Graph）。不会提供给其他任何人。',
        ],
        [
          '您的权利',
          '您可以向运行此工作台的组织询问保存了哪些与您有关的内容，并在法律未要求保留的范围内要求更正或删除。',
        ],
      ],
    },
    terms: {
      title: '使用条款',
      parts: [
        ['软件', 'CSP Desk 按 MIT 许可证提供：可以自由使用和修改，不提供任何担保。它并非由 Microsoft 开发或认可。'],
        [
          '购买和取消',
          '购买和取消以贵组织的名义在 Microsoft 合作伙伴中心进行，并在那里具有约束力。贵组织、其客户与 Microsoft 之间的协议仍然有效；CSP Desk 显示的价格和期限以 Microsoft 当时提供的为准。',
        ],
        ['密钥和下载', '产品密钥和文件属于为其购买的客户，请仅转交给该客户。下载链接在 14 天或 50 次下载后失效。'],
        ['您的责任', '请仅在授予您的角色范围内操作。您的操作会写入贵组织的活动日志。'],
        ['联系谁', '由运行此工作台的组织决定谁可以使用，并可随时终止使用。'],
      ],
    },
    links: { about: '关于 CSP Desk', privacy: '隐私', terms: '使用条款' },
  },
  ko: {
    about: {
      title: 'CSP Desk 정보',
      parts: [
        [
          '무엇인가요',
          'CSP Desk는 Microsoft 클라우드 솔루션 공급자 프로그램의 파트너를 위한 Microsoft Teams 앱입니다. 파트너의 에이전트는 고객을 위해 소프트웨어를 구매하고, 키와 다운로드 링크를 받고, 기간 내에 취소하고, 지원 요청으로 환불을 신청합니다.',
        ],
        [
          '누가 운영하나요',
          '앱을 설치한 조직이 자체 컴퓨터에서 운영합니다. 도움이 필요하면 조직의 전역 관리자에게 문의하거나 Teams에서 CSP Desk에 "도움말"이라고 말하세요.',
        ],
        [
          '누가 사용할 수 있나요',
          '해당 조직이 역할을 부여한 사람만 사용할 수 있습니다. 그 밖의 사람에게는 사용할 수 없다는 사실만 알립니다.',
        ],
      ],
    },
    privacy: {
      title: '개인정보 보호',
      parts: [
        [
          '책임자',
          '이 데스크를 운영하는 조직이 책임집니다. 보관하는 내용은 그 조직의 데이터베이스에만 있으며, CSP Desk 개발자에게는 아무것도 보내지 않고 광고를 위해 측정하는 것도 없습니다.',
        ],
        [
          '사용하는 사람에 대해 보관하는 내용',
          '이름, Microsoft Entra 개체 ID, 테넌트, 역할, Teams가 알려 주는 언어와 시간대, CSP Desk가 메시지를 보낼 수 있도록 들어가 있는 채팅, 설정과 방해 금지 시간과 끈 알림, 보낸 알림을 보관합니다.',
          '메시지는 답하기 위해 읽을 뿐 말한 그대로 보관하지 않습니다. 카드에 입력한 내용은 보관하며, 카드의 상태는 마지막 사용 후 180일이 지나면 삭제합니다.',
        ],
        [
          '고객에 대해 보관하는 내용',
          'Microsoft 파트너 센터가 제공하는 이름, 도메인, 시장, 주문, 가격, 취소 내역과, 지원 요청과 그 안에 쓴 내용, 작성자의 연락처, 파일, 그리고 다운로드 링크와 사용 횟수를 보관합니다. 다운로드 페이지를 여는 고객은 이름을 남기지 않으며 쿠키를 받지 않습니다.',
        ],
        [
          '활동 로그',
          '누가 언제 어느 고객을 위해 구매, 취소, 승인, 키 보기, 링크 갱신을 했는지와 각 다운로드를 기록합니다. 항목은 사람이 떠난 뒤에도 변경하거나 삭제하지 않습니다. 로그는 무엇이 이루어졌는지 보여 주기 위한 것입니다. 전역 관리자와 권한이 있는 사람이 읽을 수 있습니다.',
        ],
        [
          '보호 방법',
          '제품 키, 다운로드 주소, Microsoft 로그인은 데이터베이스에 암호화하여 저장합니다. 사람이 쓴 내용, 키, 토큰은 기술 로그에 기록하지 않습니다. 모든 내용은 한 파트너에 속하며 다른 파트너의 사람은 볼 수 없습니다.',
        ],
        [
          '제공 대상',
          '요청한 일을 처리하기 위해 서비스(Teams, 파트너 센터, Microsoft Graph)를 이용하는 Microsoft에만 제공합니다. 그 밖의 누구에게도 제공하지 않습니다.',
        ],
        [
          '사용자의 권리',
          '이 데스크를 운영하는 조직에 본인에 대해 보관하는 내용을 문의하고, 법률이 보관을 요구하지 않는 범위에서 정정이나 삭제를 요청할 수 있습니다.',
        ],
      ],
    },
    terms: {
      title: '사용 약관',
      parts: [
        [
          '소프트웨어',
          'CSP Desk는 MIT 라이선스로 제공됩니다. 자유롭게 사용하고 변경할 수 있으며 어떠한 보증도 없습니다. Microsoft가 만들거나 보증한 것이 아닙니다.',
        ],
        [
          '구매와 취소',
          '구매와 취소는 사용자 조직의 이름으로 Microsoft 파트너 센터에서 이루어지며 그곳에서 구속력을 갖습니다. 조직, 고객, Microsoft 사이의 계약이 그대로 적용되며, CSP Desk가 표시하는 가격과 기간은 Microsoft가 그 시점에 제공하는 값입니다.',
        ],
        [
          '키와 다운로드',
          '제품 키와 파일은 구매 대상 고객의 것입니다. 그 고객에게만 전달하세요. 다운로드 링크는 14일이 지나거나 50회 다운로드하면 끝납니다.',
        ],
        ['사용자의 책임', '부여받은 역할 안에서만 작업하세요. 작업 내용은 조직의 활동 로그에 기록됩니다.'],
        ['문의처', '이 데스크를 운영하는 조직이 누가 사용할 수 있는지 정하며 언제든지 사용을 종료할 수 있습니다.'],
      ],
    },
    links: { about: 'CSP Desk 정보', privacy: '개인정보 보호', terms: '사용 약관' },
  },
})
