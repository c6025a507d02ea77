import type { Feature } from '../../chat/feature.ts'
import type { Shared } from '../../workflow/shared.ts'
import { messageReading } from './message-reading.ts'

/** What somebody's message says of orders, customers, products and colleagues, for *Use in CSP Desk*. */
export const fromMessageFeature = (desk: Shared): Feature => ({ name: 'from-message', messages: messageReading(desk) })
