import './support.css'
import { useLocation } from 'preact-iso'
import { supportFormText } from '../../features/support/requests/support-form.text.ts'
import { Page } from '../parts/page.tsx'
import { useWords } from '../session.ts'
import { closeDialog, isDialog } from '../teams.ts'
import { SupportForm } from './support-form.tsx'

/** The form in a dialog that a card opened: sent, it closes, and the card becomes the request. */
export default function SupportDialog() {
  const { query, route } = useLocation()
  const words = useWords(supportFormText)
  const { flow, request, customer, order } = query
  const sent = (id: string) =>
    isDialog()
      ? closeDialog({ verb: 'flow', flow, step: 'form', act: 'sent', request: id })
      : route(`/tab/support/${id}`, true)
  return (
    <Page title={words.title}>
      <SupportForm customer={customer} order={order} request={request} sent={sent} />
    </Page>
  )
}
