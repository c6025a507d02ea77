import type { Action } from '../../commerce/access.ts'
import type { RolesKeptElsewhere } from '../../commerce/ports/directory.ts'
import type { PeopleError } from '../../commerce/ports/people.ts'
import type { ErrorTexts } from '../../platform/errors.ts'
import { inLanguages, type Reader } from '../../platform/language.ts'

export const peopleText = inLanguages({
  en: {
    title: 'People and roles',
    subject: 'Who works with the desk, and what they may do',
    noRole: 'No role',
    elsewhere:
      'Roles are not kept here: change them in the Microsoft Entra admin center. They hold in the desk at once.',
    elsewhereOf: (roles: string) =>
      `Not kept here, but in the Microsoft Entra admin center: ${roles}. What is changed there holds in the desk at once.`,
    person: 'Person',
    personHint: 'Name or object ID',
    choosePerson: 'Choose a person from the list: type their name or object ID.',
    range: (from: number, to: number, read: Reader) => `${read.number(from)}–${read.number(to)} by name`,
    nobody: 'There is nobody here.',
    show: 'Change roles …',
    more: 'Show more',
    first: 'From the start',
    somebodyNew: 'Somebody new …',
    holds: 'What holds now',
    roles: 'Roles',
    chooseRoles: 'Tick roles of this list only.',
    role: (role: string, actions: string) => `${role}: ${actions}`,
    actions: {
      buy: 'buy',
      'see-orders': 'see orders',
      'get-keys': 'keys and downloads',
      cancel: 'cancel',
      'request-support': 'support requests',
      'see-activity': 'activity log',
      'change-settings': 'settings and roles',
    } as Record<Action, string>,
    comma: ', ',
    nothing: 'nothing here yet',
    atOnce: 'A change holds at once, and is in the activity log.',
    save: 'Save',
    saved: (name: string, roles: string) => `Saved. ${name}: ${roles}.`,
    resigned:
      'Saved. You are no longer a global administrator; the settings of the company are closed to you from now on.',
    newTitle: 'Somebody new',
    newSubject: 'The desk answers only people who are entered here',
    id: 'Microsoft Entra object ID',
    idWanted:
      'An object ID is wanted here, such as 3f2b8c1e-7a54-4d0e-9b1c-52d1f0a6e7c3. The Microsoft Entra admin center shows it.',
    name: 'Name',
    nameWanted: 'A name is wanted here, of 100 characters at most, without marks that turn the direction of writing.',
    enter: 'Enter',
    entered: (name: string, roles: string) => `${name} is entered: ${roles}.`,
    alreadyHere: (name: string) =>
      `${name} has that object ID and is here already; nothing was changed. What you ticked is below: save it to change their roles.`,
    errors: {
      'directory.last-global-admin': (e) =>
        `${e.person} is the last global administrator. Make somebody else one first; nothing was changed.`,
      'directory.roles-changed': (e) =>
        `Somebody else changed the roles of ${e.holds.name} meanwhile; nothing was saved. Above is what holds now, below what you ticked.`,
      'directory.roles-kept-elsewhere': () =>
        'Roles are not kept here: change them in the Microsoft Entra admin center. They hold in the desk at once.',
      'directory.person-unknown': () => 'There is no such person here, or more than one. Choose one from the list.',
    } as ErrorTexts<PeopleError | RolesKeptElsewhere>,
  },
  zh: {
    title: '人员和角色',
    subject: '谁使用工作台，以及各自的权限',
    noRole: '无角色',
    elsewhere: '角色不在此处管理：请在 Microsoft Entra 管理中心更改，更改会立即在工作台生效。',
    elsewhereOf: (roles) => `以下角色在 Microsoft Entra 管理中心管理，更改会立即在工作台生效：${roles}。`,
    person: '人员',
    personHint: '姓名或对象 ID',
    choosePerson: '请从列表中选择人员：输入其姓名或对象 ID。',
    range: (from, to, read) => `按姓名排列，第 ${read.number(from)}–${read.number(to)} 位`,
    nobody: '这里没有人员。',
    show: '更改角色…',
    more: '显示更多',
    first: '从头显示',
    somebodyNew: '添加人员…',
    holds: '当前生效',
    roles: '角色',
    chooseRoles: '请只勾选此列表中的角色。',
    role: (role, actions) => `${role}：${actions}`,
    actions: {
      buy: '购买',
      'see-orders': '查看订单',
      'get-keys': '密钥和下载',
      cancel: '取消',
      'request-support': '支持请求',
      'see-activity': '活动日志',
      'change-settings': '设置和角色',
    },
    comma: '、',
    nothing: '暂无权限',
    atOnce: '更改立即生效，并记入活动日志。',
    save: '保存',
    saved: (name, roles) => `已保存。${name}：${roles}。`,
    resigned: '已保存。您不再是全局管理员，从现在起不能再更改公司的设置。',
    newTitle: '添加人员',
    newSubject: '工作台只回应在此登记的人员',
    id: 'Microsoft Entra 对象 ID',
    idWanted: '请输入对象 ID，例如 3f2b8c1e-7a54-4d0e-9b1c-52d1f0a6e7c3，可在 Microsoft Entra 管理中心查看。',
    name: '姓名',
    nameWanted: '请输入姓名，最多 100 个字符，且不含改变书写方向的控制符。',
    enter: '添加',
    entered: (name, roles) => `已添加 ${name}：${roles}。`,
    alreadyHere: (name) => `该对象 ID 属于 ${name}，已经登记；未做任何更改。下面是您勾选的角色，保存即可更改。`,
    errors: {
      'directory.last-global-admin': (e) =>
        `${e.person} 是最后一位全局管理员。请先将其他人设为全局管理员；未做任何更改。`,
      'directory.roles-changed': (e) =>
        `其他人在此期间更改了 ${e.holds.name} 的角色，因此未保存任何内容。上面是当前生效的角色，下面是您勾选的角色。`,
      'directory.roles-kept-elsewhere': () =>
        '角色不在此处管理：请在 Microsoft Entra 管理中心更改，更改会立即在工作台生效。',
      'directory.person-unknown': () => '没有这个人，或者不止一位。请从列表中选择。',
    },
  },
  ko: {
    title: '사람과 역할',
    subject: '데스크를 사용하는 사람과 그 권한',
    noRole: '역할 없음',
    elsewhere: '역할은 여기에서 관리하지 않습니다. Microsoft Entra 관리 센터에서 바꾸면 데스크에 바로 적용됩니다.',
    elsewhereOf: (roles) =>
      `다음 역할은 Microsoft Entra 관리 센터에서 관리하며, 바꾸면 데스크에 바로 적용됩니다. ${roles}`,
    person: '사람',
    personHint: '이름 또는 개체 ID',
    choosePerson: '목록에서 사람을 선택하세요. 이름이나 개체 ID를 입력하면 됩니다.',
    range: (from, to, read) => `이름순 ${read.number(from)}–${read.number(to)}번째`,
    nobody: '등록된 사람이 없습니다.',
    show: '역할 변경…',
    more: '더 보기',
    first: '처음부터',
    somebodyNew: '새 사람 추가…',
    holds: '현재 적용 중',
    roles: '역할',
    chooseRoles: '이 목록의 역할만 선택하세요.',
    role: (role, actions) => `${role}: ${actions}`,
    actions: {
      buy: '구매',
      'see-orders': '주문 보기',
      'get-keys': '키와 다운로드',
      cancel: '취소',
      'request-support': '지원 요청',
      'see-activity': '활동 로그',
      'change-settings': '설정과 역할',
    },
    comma: ', ',
    nothing: '아직 권한 없음',
    atOnce: '변경은 바로 적용되며 활동 로그에 기록됩니다.',
    save: '저장',
    saved: (name, roles) => `저장했습니다. ${name}: ${roles}.`,
    resigned: '저장했습니다. 이제 전역 관리자가 아니므로 회사 설정을 바꿀 수 없습니다.',
    newTitle: '새 사람 추가',
    newSubject: '데스크는 여기에 등록된 사람에게만 응답합니다',
    id: 'Microsoft Entra 개체 ID',
    idWanted:
      '3f2b8c1e-7a54-4d0e-9b1c-52d1f0a6e7c3과 같은 개체 ID를 입력하세요. Microsoft Entra 관리 센터에서 볼 수 있습니다.',
    name: '이름',
    nameWanted: '이름을 100자 이내로, 쓰기 방향을 바꾸는 표시 없이 입력하세요.',
    enter: '추가',
    entered: (name, roles) => `${name} 님을 추가했습니다: ${roles}.`,
    alreadyHere: (name) =>
      `${name} 님이 그 개체 ID로 이미 등록되어 있어 아무것도 바꾸지 않았습니다. 선택하신 역할은 아래에 있으며, 저장하면 바뀝니다.`,
    errors: {
      'directory.last-global-admin': (e) =>
        `${e.person} 님은 마지막 전역 관리자입니다. 먼저 다른 사람을 전역 관리자로 지정하세요. 변경된 것은 없습니다.`,
      'directory.roles-changed': (e) =>
        `그사이 다른 사람이 ${e.holds.name} 님의 역할을 바꾸어 아무것도 저장하지 않았습니다. 위는 현재 적용 중인 역할, 아래는 선택하신 역할입니다.`,
      'directory.roles-kept-elsewhere': () =>
        '역할은 여기에서 관리하지 않습니다. Microsoft Entra 관리 센터에서 바꾸면 데스크에 바로 적용됩니다.',
      'directory.person-unknown': () => '그런 사람이 없거나 두 명 이상입니다. 목록에서 선택하세요.',
    },
  },
})

export type PeopleText = typeof peopleText.en
