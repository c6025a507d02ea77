import { api } from './api.ts'
import { openFromCard, useMessage } from './app-dialog.ts'
import { type ChatActs, chatActs } from './chat-acts.ts'
import { chatTabs } from './chat-tabs.ts'
import { type Compose, composeBox, goneRow } from './compose.ts'
import type { DeskState } from './desk-state.ts'
import { icon, linkButton, make } from './dom.ts'
import { askForGroup } from './group-dialog.ts'
import type { HostDoors } from './host.ts'
import { MessageList } from './messages.ts'
import { personPicker } from './person-picker.ts'
import type { Recorder } from './recorder.ts'
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
  private acts: ChatActs | undefined
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
    this.picker = personPicker(state.people, (id) => this.become(id))
    const close = make('button', { type: 'button', className: 'icon-button close' }, icon('close'))
    close.addEventListener('click', () => doors.close(this))
    this.tabButton.addEventListener('click', () => this.pressTab())
    const who = make('div', { className: 'head-row' }, this.picker, this.tabButton, close)
    const facts = make('div', { className: 'head-row' }, this.facts, this.membership)
    const head = make('header', {}, who, facts, this.chats)
    this.element = make('section', { className: 'column' }, head, this.body)
    this.element.addEventListener(tabEvent, (event) => this.leaveForTab((event as CustomEvent<string>).detail))
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

  private pressTab(): void {
    if (this.hasTab) this.showTab(false)
    else this.leaveForTab()
  }

  private leaveForTab(address?: string): void {
    this.acts?.leavesFor('tab', address ?? '')
    this.showTab(true, address)
  }

  private get hostDoors(): HostDoors {
    return { open: (url: string) => window.open(url, '_blank', 'noopener'), failed: this.doors.failed }
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
    const front = this.conversationId === undefined ? undefined : this.state.conversation(this.conversationId)
    const opens = (id?: string) => () => void this.open(id).catch(this.doors.failed)
    const own = {
      title: this.state.bot.name,
      isFront: front?.type === 'personal',
      isUnread: [...this.unread].some((id) => this.state.conversation(id)?.type === 'personal'),
      open: opens(),
    }
    const groups = this.state.groupChatsOf(this.person.id).map(({ id, topic }) => ({
      title: topic,
      isFront: id === front?.id,
      isUnread: this.unread.has(id),
      open: opens(id),
    }))
    this.chats.replaceChildren(...chatTabs([own, ...groups], () => void this.newGroup()))
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

  private become(id: string): void {
    this.person = this.state.person(id) ?? this.person
    this.conversationId = undefined
    this.unread.clear()
    const hadTab = this.hasTab
    this.showTab(false)
    this.showPerson()
    this.showTab(hadTab)
    this.open().catch(this.doors.failed)
  }

  private showPerson(): void {
    this.picker.value = this.person.id
    this.element.ariaLabel = this.person.name
    const close = this.element.querySelector('.close')
    if (close) close.ariaLabel = words.closeColumn(this.person.name)
    this.showFacts()
    this.showChats()
  }

  private async newGroup(): Promise<void> {
    const colleagues = this.state.people.filter(({ partnerId }) => partnerId === this.person.partnerId)
    const asked = await askForGroup(this.person, colleagues)
    if (!asked) return
    try {
      const group = this.state.learn(await api.openGroupChat(asked.personIds, asked.topic))
      this.doors.recorder.note(this.person, group, { kind: 'opens a group' }, [])
      await this.open(group.id)
    } catch {
      this.doors.failed()
    }
  }

  private actsIn(conversation: WireConversation): ChatActs {
    return chatActs(
      { conversationId: conversation.id, personId: this.person.id },
      {
        note: (act) => {
          if (/^(?:says|edits|sends)/.test(act.kind)) this.list?.says()
          return this.doors.recorder.note(this.person, conversation, act, this.messages)
        },
        shown: async () => {
          await this.refresh()
          return this.conversationId === conversation.id ? this.messages : undefined
        },
        messages: () => this.messages,
        failed: this.doors.failed,
      },
    )
  }

  private build(conversation: WireConversation): void {
    const place = { conversationId: conversation.id, personId: this.person.id }
    const { name } = this.state.bot
    const acts = this.actsIn(conversation)
    const { failed } = this.doors
    this.messages = []
    this.acts = acts
    this.list = new MessageList(this.person, this.state.title(conversation), {
      botName: name,
      doorsOf: (messageId) => ({
        press: (action, inputs, pressed) =>
          opensDialog(action)
            ? openFromCard(this.person, { action, inputs, pressed, messageId }, acts, this.hostDoors).catch(failed)
            : acts.presses(messageId, action, inputs, pressed),
        search: (query) => api.search(place, messageId, query),
        follows: (title) => acts.leavesFor('link', title),
      }),
      use: (messageId) => useMessage(this.person, name, acts, messageId).catch(failed),
      edit: acts.edits,
      answerOffer: acts.answersOffer,
      refresh: (messageId, trigger) => {
        if (trigger === 'manual') acts.refreshes(messageId)
        // Nobody waits for what Teams does by itself: the card stays as it is.
        else api.refresh(place, messageId, trigger).catch(() => {})
      },
    })
    const { installed, blocked } = conversation
    this.compose = composeBox(name, {
      say: acts.says,
      sendPicture: acts.sendsPicture,
      ...(conversation.type === 'personal' && { sendFiles: acts.sendsFiles }),
    })
    const below = !installed
      ? goneRow(words.gone(name), words.addBot(name), acts.adds)
      : blocked
        ? goneRow(words.blocked(name), words.unblock(name), acts.unblocks)
        : this.compose.element
    const block = linkButton(words.block, acts.blocks)
    const leave = linkButton(words.removeBot(name), acts.removes)
    const mayBlock = installed && !blocked && conversation.type === 'personal'
    this.membership.replaceChildren(...(mayBlock ? [block] : []), ...(installed ? [leave] : []))
    const members = make('p', { className: 'members' }, this.state.memberNames(conversation))
    members.hidden = conversation.type === 'personal'
    this.chat.replaceChildren(members, this.list.element, below)
    this.showChats()
  }
}

/** Other buttons are pressed. */
function opensDialog({ type, data }: WireAction): boolean {
  const { msteams } = (data ?? {}) as { msteams?: { type?: unknown } }
  return type === 'Action.Submit' && msteams?.type === 'task/fetch'
}
