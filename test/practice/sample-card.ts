/** A card with each kind of input and button that the desk uses. */
export const sampleCard = (title: string) => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: title, weight: 'Bolder', size: 'Medium', wrap: true },
    {
      type: 'TextBlock',
      text: 'Windows Server 2022 · **3 years** · see [prices](https://example.com)',
      isSubtle: true,
      wrap: true,
    },
    {
      type: 'Input.ChoiceSet',
      id: 'customer',
      label: 'Customer',
      style: 'filtered',
      placeholder: 'Name or domain',
      isRequired: true,
      errorMessage: 'Choose a customer from the list.',
      choices: [],
      'choices.data': { type: 'Data.Query', dataset: 'customers' },
    },
    {
      type: 'Input.Number',
      id: 'quantity',
      label: 'Quantity',
      min: 1,
      max: 100,
      isRequired: true,
      errorMessage: 'A number from 1 to 100.',
    },
    { type: 'Input.Text', id: 'note', label: 'Purchase order number', placeholder: 'Optional' },
    {
      type: 'Input.ChoiceSet',
      id: 'term',
      label: 'Term',
      value: '3',
      choices: [
        { title: '1 year', value: '1' },
        { title: '3 years', value: '3' },
      ],
    },
    { type: 'Input.Toggle', id: 'agreed', title: 'I have read the important message above', value: 'false' },
    {
      type: 'FactSet',
      facts: [
        { title: 'Total', value: 'USD 3,586.00' },
        { title: 'Window closes', value: 'Jan 21, 2027 (in 60 days)' },
      ],
    },
    {
      type: 'ActionSet',
      actions: [
        button('Place order', 'order', { style: 'positive' }),
        button('Order for everybody', 'everybody'),
        button('Just note it', 'note', { associatedInputs: 'none' }),
      ],
    },
  ],
})

/** `Action.Execute` with its `Action.Submit` fallback, as the desk writes it. */
export function button(title: string, verb: string, more: object = {}) {
  const data = { requestKey: '7d8d6c6e-8a55-4f35-9d4e-0f6a53a60d11' }
  const fallback = { type: 'Action.Submit', title, data: { ...data, verb }, ...more }
  return { type: 'Action.Execute', title, verb, data, ...more, fallback }
}

/** A card with a view for each of `userIds` (Teams' ids; everybody when left out), which the echo bot draws. */
export const viewCard = (title: string, userIds?: readonly string[], verb = 'view') => ({
  type: 'AdaptiveCard',
  version: '1.5',
  refresh: { action: { type: 'Action.Execute', verb, data: { userIds } }, ...(userIds && { userIds }) },
  body: [{ type: 'TextBlock', text: title, wrap: true }],
  actions: [button('Note', 'note'), button('Order', 'order')],
})
