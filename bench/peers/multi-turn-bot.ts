/** Bot Framework's multi-turn prompt sample (waterfall of prompts) on stock botbuilder and restify, with MemoryStorage. */
import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
  type StatePropertyAccessor,
  type TurnContext,
  UserState,
} from 'botbuilder'
import {
  ChoicePrompt,
  ComponentDialog,
  ConfirmPrompt,
  type DialogState,
  NumberPrompt,
  runDialog,
  TextPrompt,
  WaterfallDialog,
  type WaterfallStepContext,
} from 'botbuilder-dialogs'
import restify from 'restify'

interface Profile {
  transport?: string
  name?: string
  age?: number
}

class UserProfileDialog extends ComponentDialog {
  constructor(profiles: StatePropertyAccessor<Profile>) {
    super('userProfile')
    this.addDialog(new TextPrompt('name'))
    this.addDialog(new ChoicePrompt('choice'))
    this.addDialog(new ConfirmPrompt('confirm'))
    this.addDialog(
      new NumberPrompt('number', async ({ recognized }) => recognized.succeeded && (recognized.value ?? 0) > 0),
    )
    const values = (step: WaterfallStepContext) => step.values as Profile
    this.addDialog(
      new WaterfallDialog('questions', [
        (step) =>
          step.prompt('choice', {
            prompt: 'Please enter your mode of transport.',
            choices: [{ value: 'Car' }, { value: 'Bus' }, { value: 'Bicycle' }],
          }),
        (step) => {
          values(step).transport = (step.result as { value: string }).value
          return step.prompt('name', 'Please enter your name.')
        },
        async (step) => {
          values(step).name = step.result as string
          await step.context.sendActivity(`Thanks ${step.result}.`)
          return step.prompt('confirm', 'Do you want to give your age?', ['yes', 'no'])
        },
        (step) => (step.result ? step.prompt('number', 'Please enter your age.') : step.next(-1)),
        async (step) => {
          values(step).age = step.result as number
          return step.prompt('confirm', 'Is this okay?', ['yes', 'no'])
        },
        async (step) => {
          Object.assign(await profiles.get(step.context, {}), values(step))
          await step.context.sendActivity(`I have your mode of transport as ${values(step).transport}.`)
          return step.endDialog()
        },
      ]),
    )
    this.initialDialogId = 'questions'
  }
}

class DialogBot extends ActivityHandler {
  private readonly conversations: ConversationState
  private readonly users: UserState

  constructor(conversations: ConversationState, users: UserState) {
    super()
    this.conversations = conversations
    this.users = users
    const state = conversations.createProperty<DialogState>('DialogState')
    const dialog = new UserProfileDialog(users.createProperty<Profile>('profile'))
    this.onMessage(async (context, next) => {
      await runDialog(dialog, context, state)
      await next()
    })
  }

  override async run(context: TurnContext): Promise<void> {
    await super.run(context)
    await this.conversations.saveChanges(context, false)
    await this.users.saveChanges(context, false)
  }
}

const storage = new MemoryStorage()
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}))
const bot = new DialogBot(new ConversationState(storage), new UserState(storage))
const server = restify.createServer()
server.use(restify.plugins.bodyParser())
server.post('/api/messages', async (request, response) => {
  await adapter.process(request as never, response as never, (context) => bot.run(context))
})
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('ready'))
