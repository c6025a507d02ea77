import { inLanguages } from '../platform/language.ts'

/** What the bot says outside of any feature. */
export const chatText = inLanguages({
  en: {
    unknownPerson:
      'I do not know you here. CSP Desk works for the people of its partner whom a global administrator has entered.',
    notRead: (words: readonly string[]) => `I did not read: ${words.map((word) => `"${word}"`).join(', ')}.`,
    wholeDays: 'Hours are read as whole days.',
    turnedRound: 'The later day was named first: the days were turned round.',
    /** Only Chinese has it. */
    traditional: '',
    homeTitle: 'CSP Desk',
    homeSubject: (name: string) => `For ${name}`,
    homeIntro: 'Say a word or press a button.',
    homeToday: 'What matters today',
    homeMore: (count: string) => `and ${count} more`,
    homeExamples: 'Facts in a sentence fill the form:',
    homeNothing:
      'You have no role yet that lets you work with customers here. A global administrator of your company can grant one.',
    welcome: (name: string) => `Welcome, ${name}.`,
    welcomeWithRoles: (name: string) => `Welcome, ${name}. Here is what your roles let you do.`,
    notUnderstood: (said: string) => `I did not understand "${said}". Here is what I can do.`,
    notSureWhich:
      'I am not sure what you want me to do, so I did nothing. Choose here, or say the word with its facts.',
    emptyMessage: 'That message had no words in it. Here is what I can do.',
    notTaken:
      'I cannot take what you attached. A photo, or a file that you attach in this chat, I keep for a support request. Here is what I can do.',
    personalOnly:
      'I work in our personal chat, where only you see customers, orders and keys. Open a chat with me there and say the same word.',
    filesPersonalOnly:
      'Teams gives me no photos and files from here. Send them in our personal chat: there I keep them for your support request.',
    sharedGreeting:
      'Here I post what all of you should see: approval cards and a morning summary, once a global administrator has chosen this chat for them in "settings". Buying, keys and cancelling happen in a personal chat with me, where only you see them: open one and say "help".',
    chatGone: 'Teams does not know this chat any more, so nothing could be sent here. Write to me in another chat.',
    cardGone: 'This card is no longer known. Nothing was changed; say the word again to get a new one.',
    cardNotYours: (owner: string) => `This card belongs to ${owner}. Nothing was changed.`,
    somebodyElse: 'somebody else',
    notUnderstoodPress: 'This button carried nothing I know. Nothing was changed.',
    edited: (said: string) =>
      `You changed a message to "${said}". Below is my answer to that; what came of it before stays as it is.`,
    filesNotAnew: 'I take files only as a message is sent, not when it is changed. Send new ones in a new message.',
    noDialogs: 'Your Teams opens no windows here. Fill in the card above instead: it does the same.',
    newCardBelow: 'Opened in a new card below.',
    failed: 'Something went wrong on our side. Nothing you had confirmed is lost; please try again.',
    pageUnknown:
      'CSP Desk does not know what this page asks for, and has done nothing. Check the address, or load the page again.',
    notNow: 'Not now: the desk cannot reach its database. Nothing was changed; please try again in a minute.',
    notSure:
      'The desk cannot reach its database, so I cannot tell whether this went through. Press the same button again in a minute: the same card never does it twice.',
    helpWords: ['help', 'hi', 'hello', 'hey', 'home', 'menu', 'start', 'what can you do', '?'] as readonly string[],
  },
  zh: {
    unknownPerson: '我在这里不认识您。CSP Desk 只为由全局管理员登记的本合作伙伴人员服务。',
    notRead: (words) => `未能读懂：${words.map((word) => `“${word}”`).join('、')}。`,
    wholeDays: '小时按整天计算。',
    turnedRound: '先写的日期较晚：已对调两个日期。',
    traditional: '您写的繁体中文可以读懂；这里用简体中文回答。',
    homeTitle: 'CSP Desk',
    homeSubject: (name) => `${name} 的工作台`,
    homeIntro: '输入一个词或按一个按钮。',
    homeToday: '今天需要关注',
    homeMore: (count) => `还有 ${count} 项`,
    homeExamples: '句子中的信息会自动填入表单：',
    homeNothing: '您还没有可以在此处理客户事务的角色。贵公司的全局管理员可以授予。',
    welcome: (name) => `欢迎，${name}。`,
    welcomeWithRoles: (name) => `欢迎，${name}。以下是您的角色在这里可以做的事。`,
    notUnderstood: (said) => `没有理解“${said}”。以下是我能做的事。`,
    notSureWhich: '我不确定您想让我做什么，因此未做任何操作。请在此选择，或输入命令词和相关信息。',
    emptyMessage: '这条消息没有文字。以下是我能做的事。',
    notTaken: '我无法接收您附加的内容。您在此聊天中附加的照片或文件，我会为支持请求保存。以下是我能做的事。',
    personalOnly: '我在个人聊天中工作，客户、订单和密钥只有您能看到。请打开与我的个人聊天并输入同样的词。',
    filesPersonalOnly: 'Teams 不会从这里向我提供照片和文件。请在与我的个人聊天中发送：我会在那里为您的支持请求保存。',
    sharedGreeting:
      '我会在这里发布需要大家看到的内容：审批卡片和早间摘要，前提是全局管理员已在“设置”中选择此聊天。购买、密钥和取消都在与我的个人聊天中进行，只有您本人能看到：请打开个人聊天并输入“帮助”。',
    chatGone: 'Teams 已找不到此聊天，因此无法在此发送任何内容。请在其他聊天中给我发消息。',
    cardGone: '此卡片已失效。未做任何更改；请重新输入命令以获取新卡片。',
    cardNotYours: (owner) => `此卡片属于 ${owner}。未做任何更改。`,
    somebodyElse: '其他人',
    notUnderstoodPress: '此按钮的内容无法识别。未做任何更改。',
    edited: (said) => `您将一条消息改为“${said}”。下面是对新内容的答复；之前已产生的结果保持不变。`,
    filesNotAnew: '文件只在消息发送时接收，修改消息时不会接收。请在新消息中发送新文件。',
    noDialogs: '您的 Teams 在这里无法打开窗口。请填写上方的卡片：效果相同。',
    newCardBelow: '已在下方打开新卡片。',
    failed: '我们这边出了问题。您已确认的内容不会丢失；请重试。',
    pageUnknown: 'CSP Desk 不清楚此页面请求的内容，未执行任何操作。请检查地址，或重新加载页面。',
    notNow: '暂时不行：无法连接数据库。未做任何更改；请一分钟后重试。',
    notSure: '无法连接数据库，因此无法确定此操作是否已完成。请一分钟后再按同一个按钮：同一张卡片绝不会重复执行。',
    helpWords: ['帮助', '你好', '您好', '主页', '菜单', '你能做什么', '能做什么', '说明'],
  },
  ko: {
    unknownPerson: '여기에 등록되지 않은 분입니다. CSP Desk는 전역 관리자가 등록한 파트너 직원만 사용할 수 있습니다.',
    notRead: (words) => `읽지 못한 부분: ${words.map((word) => `"${word}"`).join(', ')}.`,
    wholeDays: '시간은 하루 단위로 읽었습니다.',
    turnedRound: '늦은 날짜가 먼저 적혀 있어 두 날짜를 바꾸었습니다.',
    traditional: '',
    homeTitle: 'CSP Desk',
    homeSubject: (name) => `${name} 님의 데스크`,
    homeIntro: '단어를 입력하거나 버튼을 누르세요.',
    homeToday: '오늘 살펴볼 것',
    homeMore: (count) => `외 ${count}건`,
    homeExamples: '문장에 담긴 정보는 양식에 채워집니다.',
    homeNothing: '아직 고객 업무를 할 수 있는 역할이 없습니다. 회사의 전역 관리자가 부여할 수 있습니다.',
    welcome: (name) => `${name} 님, 환영합니다.`,
    welcomeWithRoles: (name) => `${name} 님, 환영합니다. 맡은 역할로 여기에서 할 수 있는 일은 다음과 같습니다.`,
    notUnderstood: (said) => `"${said}"을(를) 이해하지 못했습니다. 할 수 있는 일은 다음과 같습니다.`,
    notSureWhich:
      '무엇을 원하시는지 확실하지 않아 아무것도 하지 않았습니다. 여기에서 선택하거나 명령어와 내용을 함께 입력하세요.',
    emptyMessage: '메시지에 글이 없습니다. 할 수 있는 일은 다음과 같습니다.',
    notTaken:
      '첨부하신 내용은 받을 수 없습니다. 이 채팅에 첨부한 사진이나 파일은 지원 요청을 위해 보관합니다. 할 수 있는 일은 다음과 같습니다.',
    personalOnly:
      '저는 개인 채팅에서 일합니다. 고객, 주문, 키는 본인만 볼 수 있어야 하기 때문입니다. 개인 채팅을 열고 같은 단어를 입력하세요.',
    filesPersonalOnly:
      'Teams에서는 여기의 사진과 파일을 저에게 주지 않습니다. 저와의 개인 채팅에서 보내시면 지원 요청을 위해 보관합니다.',
    sharedGreeting:
      '전역 관리자가 "설정"에서 이 채팅을 선택하면 모두가 보아야 할 승인 카드와 아침 요약을 여기에 게시합니다. 구매, 키, 취소는 본인만 볼 수 있는 저와의 개인 채팅에서 합니다. 개인 채팅을 열고 "도움말"을 입력하세요.',
    chatGone: 'Teams에서 이 채팅을 더 이상 찾을 수 없어 여기로 아무것도 보내지 못했습니다. 다른 채팅에서 말해 주세요.',
    cardGone: '더 이상 유효하지 않은 카드입니다. 변경된 것은 없습니다. 단어를 다시 입력하면 새 카드가 나옵니다.',
    cardNotYours: (owner) => `${owner} 님의 카드입니다. 변경된 것은 없습니다.`,
    somebodyElse: '다른 분',
    notUnderstoodPress: '알 수 없는 버튼입니다. 변경된 것은 없습니다.',
    edited: (said) =>
      `메시지를 "${said}"(으)로 바꾸셨습니다. 아래는 바뀐 내용에 대한 답변이며, 이전 메시지로 이루어진 일은 그대로입니다.`,
    filesNotAnew: '파일은 메시지를 보낼 때만 받으며 메시지를 고칠 때는 받지 않습니다. 새 파일은 새 메시지로 보내세요.',
    noDialogs: '여기 Teams에서는 창을 열 수 없습니다. 위 카드를 작성하세요. 결과는 같습니다.',
    newCardBelow: '아래에 새 카드로 열었습니다.',
    failed: '저희 쪽에 문제가 생겼습니다. 확인하신 내용은 사라지지 않습니다. 다시 시도하세요.',
    pageUnknown:
      'CSP Desk가 이 페이지의 요청을 이해하지 못해 아무 작업도 하지 않았습니다. 주소를 확인하거나 페이지를 다시 로드하세요.',
    notNow: '지금은 데이터베이스에 연결할 수 없습니다. 변경된 것은 없습니다. 잠시 후 다시 시도하세요.',
    notSure:
      '데이터베이스에 연결할 수 없어 처리되었는지 알 수 없습니다. 잠시 후 같은 버튼을 다시 누르세요. 같은 카드는 두 번 실행되지 않습니다.',
    helpWords: ['도움말', '안녕', '안녕하세요', '홈', '메뉴', '뭐 할 수 있어', '무엇을 할 수 있나요'],
  },
})
