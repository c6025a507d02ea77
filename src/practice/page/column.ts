import { api, type Place } from './api.ts'
import { openFromCard, useMessage } from './app-dialog.ts'
import { type Compose, composeBox, goneRow } from './compose.ts'
import type { DeskState } from './desk-state.ts'
import { icon, linkButton, make } from './dom.ts'
import { readFile } from './file-picker.ts'
import { askForGroup } from './group-dialog.ts'
import type { HostDoors } from './host.ts'
import { MessageList } from './messages.ts'
import type { Recorder } from './recorder.ts'
import type { Act } from './recording.ts'
import { TabHost } from './tab-host.ts'
import { tabEvent } from './tab-link.ts'
import type { WireAction, WireConversation, WireMessage, WirePerson } from './wire.ts'
import { locale, words } from './words.ts'

export interface ColumnDoors {
  /** Another person or chat is in front now, or the app's tab was opened or closed: worth remembering. */
  changed: () => void
  close: (column: Column) => void
  failed: () => void
  now: () => Date
  recorder: Recorder
}

const personal = 'personal'

/** One person's Teams: who it is, their chats, the one in front. */
export class Column {
  readonly element: HTMLElement
  person: WirePerson
  conversationId: string | undefined
  private readonly state: DeskState
  private readonly doors: ColumnDoors
  private readonly facts = make('p', { className: 'facts' })
  private readonly membership = make('div', { className: 'membership' })
  private readonly chats = make('nav', { className: 'chats', ariaLabel: words.chats })
  private readonly chat = make('div', { className: 'chat' })
  private readonly body = make('div', { className: 'column-body' }, this.chat)
  private readonly tabButton = make(
    'button',
    { type: 'button', className: 'plain tab-button', title: words.appTabHint, attributes: { 'aria-pressed': 'false' } },
    icon('tab'),
    make('span', {}, words.appTabShort),
  )
  private readonly picker: HTMLSelectElement
  private readonly unread = new Set<string>()
  private list: MessageList | undefined
  private tab: TabHost | undefined
  private compose: Compose | undefined
  /** What was told of the chat last. */
  private messages: readonly WireMessage[] = []
  private opened = 0
  private asked = 0
  private latest: Promise<void> | undefined
  private typingTimer = 0

  constructor(state: DeskState, person: WirePerson, doors: ColumnDoors) {
    this.state = state
    this.person = person
    this.doors = doors
    this.picker = this.personPicker()
    const close = make('button', { type: 'button', className: 'icon-button close' }, icon('close'))
    close.addEventListener('click', () => doors.close(this))
    this.tabButton.addEventListener('click', () => this.showTab(this.tab === undefined))
    const who = make('div', { className: 'head-row' }, this.picker, this.tabButton, close)
    const facts = make('div', { className: 'head-row' }, this.facts, this.membership)
    const head = make('header', {}, who, facts, this.chats)
    this.element = make('section', { className: 'column' }, head, this.body)
    this.element.addEventListener(tabEvent, (event) => this.showTab(true, (event as CustomEvent<string>).detail))
    this.showPerson()
  }

  /** Puts a chat in front; the person's personal chat when none is named. */
  async open(conversationId?: string): Promise<void> {
    const turn = ++this.opened
    const known = conversationId === undefined ? undefined : this.state.conversation(conversationId)
    const conversation = known?.memberIds.includes(this.person.id)
      ? known
      : this.state.learn(await api.openPersonalChat(this.person.id))
    // Whoever chose another chat while this one was asked for stays there.
    if (turn !== this.opened) return
    this.conversationId = conversation.id
    this.unread.delete(conversation.id)
    this.build(conversation)
    this.doors.changed()
    await this.refresh()
    this.list?.toNewest()
  }

  get hasTab(): boolean {
    return this.tab !== undefined
  }

  /** Opens the app's personal tab beside the chat, at a page of it where one is named; or closes it. */
  showTab(open: boolean, address?: string): void {
    if (open && this.tab !== undefined && address !== undefined) this.tab.show(address)
    if (open === this.hasTab) return
    this.tab?.close()
    this.tab = open ? new TabHost(this.person, this.hostDoors, address) : undefined
    if (this.tab !== undefined) this.body.append(this.tab.element)
    this.body.classList.toggle('with-tab', open)
    this.tabButton.setAttribute('aria-pressed', String(open))
    this.doors.changed()
  }

  private get hostDoors(): HostDoors {
    return { open: (url: string) => window.open(url, '_blank', 'noopener'), failed: this.doors.failed }
  }

  /** Undefined where the button is one to press. */
  private opensDialog(
    { type, title = '', data }: WireAction,
    inputs: Record<string, unknown>,
    about: { place: Place; messageId: string },
  ): Promise<void> | undefined {
    const { msteams } = (data ?? {}) as { msteams?: { type?: unknown } }
    if (type !== 'Action.Submit' || msteams?.type !== 'task/fetch') return undefined
    return openFromCard(
      this.person,
      { title, data: { ...inputs, ...(data as object) } },
      { ...about, ...this.hostDoors },
    )
      .then(() => this.refresh())
      .catch(this.doors.failed)
  }

  refresh(): Promise<void> {
    this.latest = this.ask(++this.asked)
    return this.latest
  }

  private async ask(turn: number): Promise<void> {
    const { conversationId, list } = this
    if (conversationId === undefined || !list) return
    const told = await api.messages({ conversationId, personId: this.person.id })
    // Only the latest question's answer is shown; who asked before waits for it.
    if (turn !== this.asked) return this.latest
    if (list !== this.list) return
    const before = this.state.conversation(conversationId)
    this.state.learn(told)
    const reachable = before?.installed === told.installed && before.blocked === told.blocked
    if (!reachable) return this.open(conversationId)
    this.showTyping(told)
    this.messages = told.messages
    this.compose?.suggest(told.tries)
    list.show(told.messages, told.typing)
  }

  hasChat(conversationId: string): boolean {
    return this.state.conversation(conversationId)?.memberIds.includes(this.person.id) === true
  }

  markUnread(conversationId: string): void {
    this.unread.add(conversationId)
    this.showChats()
  }

  showChats(): void {
    const groups = this.state.groupChatsOf(this.person.id)
    const front = this.conversationId === undefined ? undefined : this.state.conversation(this.conversationId)
    const tabs = [
      this.chatTab(personal, this.state.bot.name, front?.type === 'personal'),
      ...groups.map((group) => this.chatTab(group.id, group.topic, group.id === this.conversationId)),
    ]
    const add = make(
      'button',
      { type: 'button', className: 'chat-tab new', title: words.newGroup },
      icon('add'),
      words.newGroup,
    )
    add.addEventListener('click', () => this.newGroup())
    this.chats.replaceChildren(...tabs, add)
  }

  showFacts(): void {
    const { partnerName, timeZone } = this.person
    const time = this.doors.now().toLocaleTimeString(locale, { timeStyle: 'short', timeZone })
    this.facts.replaceChildren(`${partnerName} · ${time}`, make('span', { className: 'zone' }, ` ${timeZone}`))
    this.facts.title = this.facts.textContent
  }

  redrawCards(): void {
    this.list?.redrawCards()
  }

  /** Hidden after ten seconds even when nothing follows: the server tells no end. */
  private showTyping(told: WireConversation): void {
    clearTimeout(this.typingTimer)
    if (told.typing) this.typingTimer = setTimeout(() => this.refresh().catch(() => {}), 10_100)
  }

  private personPicker(): HTMLSelectElement {
    const picker = make('select', { className: 'person', ariaLabel: words.person })
    for (const partner of new Set(this.state.people.map(({ partnerName }) => partnerName))) {
      const group = make('optgroup', { label: partner })
      for (const { id, name, roles, partnerName, locale: own } of this.state.people) {
        if (partnerName !== partner) continue
        group.append(make('option', { value: id }, `${name} · ${roles.join(', ') || words.noRoles} · ${own}`))
      }
      picker.append(group)
    }
    picker.addEventListener('change', () => {
      this.person = this.state.person(picker.value) ?? this.person
      this.conversationId = undefined
      this.unread.clear()
      const hadTab = this.hasTab
      this.showTab(false)
      this.showPerson()
      this.showTab(hadTab)
      this.open().catch(this.doors.failed)
    })
    return picker
  }

  private showPerson(): void {
    this.picker.value = this.person.id
    this.element.ariaLabel = this.person.name
    const close = this.element.querySelector('.close')
    if (close) close.ariaLabel = words.closeColumn(this.person.name)
    this.showFacts()
    this.showChats()
  }

  private chatTab(id: string, title: string, front: boolean): HTMLElement {
    const unread = [...this.unread].some((conversationId) =>
      id === personal ? this.state.conversation(conversationId)?.type === 'personal' : conversationId === id,
    )
    const tab = make('button', { type: 'button', className: `chat-tab${unread ? ' unread' : ''}` }, title)
    if (front) tab.setAttribute('aria-current', 'true')
    tab.addEventListener('click', () => this.open(id === personal ? undefined : id).catch(this.doors.failed))
    return tab
  }

  private async newGroup(): Promise<void> {
    const colleagues = this.state.people.filter(({ partnerId }) => partnerId === this.person.partnerId)
    const asked = await askForGroup(this.person, colleagues)
    if (!asked) return
    try {
      const group = this.state.learn(await api.openGroupChat(asked.personIds, asked.topic))
      await this.open(group.id)
    } catch {
      this.doors.failed()
    }
  }

  private build(conversation: WireConversation): void {
    const place = { conversationId: conversation.id, personId: this.person.id }
    const { name } = this.state.bot
    this.messages = []
    const attempt = (act: Act, work: () => Promise<unknown>) => {
      if (/^(?:says|sends)/.test(act.kind)) this.list?.says()
      const answered = this.doors.recorder.note(this.person, conversation, act, this.messages)
      return work()
        .then(() => this.refresh())
        .then(() => this.conversationId === conversation.id && answered(this.messages))
        .catch(this.doors.failed)
        .then(() => {})
    }
    this.list = new MessageList(this.person, this.state.title(conversation), {
      botName: name,
      doorsOf: (messageId) => ({
        press: (action, inputs, pressed) =>
          this.opensDialog(action, inputs, { place, messageId }) ??
          attempt({ kind: 'presses', messageId, title: action.title ?? '', ...pressed }, () =>
            api.press(place, messageId, action, inputs),
          ),
        search: (query) => api.search(place, messageId, query),
      }),
      use: (messageId) => useMessage(this.person, name, place, messageId).catch(this.doors.failed),
      answerOffer: (id, accepted) => api.answerOffer(place, id, accepted).then(() => this.refresh(), this.doors.failed),
      refresh: (messageId, trigger) => {
        const ask = () => api.refresh(place, messageId, trigger)
        if (trigger === 'manual') attempt({ kind: 'refreshes', messageId }, ask)
        // Nobody waits for what Teams does by itself: the card stays as it is.
        else ask().catch(() => {})
      },
    })
    const { installed, blocked } = conversation
    this.compose = composeBox(name, {
      say: (text) => attempt({ kind: 'says', text }, () => api.say(place, text)),
      sendPicture: () => attempt({ kind: 'sends a picture' }, () => api.sendPicture(place)),
      ...(conversation.type === 'personal' && {
        sendFiles: (text, files) => {
          const names = files.map(({ name }) => name)
          attempt({ kind: 'sends files', text, names }, async () =>
            api.sendFiles(place, text, await Promise.all(files.map(readFile))),
          )
        },
      }),
    })
    const below = !installed
      ? goneRow(words.gone(name), words.addBot(name), () => attempt({ kind: 'adds' }, () => api.addBot(place)))
      : blocked
        ? goneRow(words.blocked(name), words.unblock(name), () =>
            attempt({ kind: 'unblocks' }, () => api.unblockBot(place)),
          )
        : this.compose.element
    const block = linkButton(words.block, () => attempt({ kind: 'blocks' }, () => api.blockBot(place)))
    const leave = linkButton(words.removeBot(name), () => attempt({ kind: 'removes' }, () => api.removeBot(place)))
    const mayBlock = installed && !blocked && conversation.type === 'personal'
    this.membership.replaceChildren(...(mayBlock ? [block] : []), ...(installed ? [leave] : []))
    const members = make('p', { className: 'members' }, this.state.memberNames(conversation))
    members.hidden = conversation.type === 'personal'
    this.chat.replaceChildren(members, this.list.element, below)
    this.showChats()
  }
}
