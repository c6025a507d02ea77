import { z } from 'zod'
import { collectionOfFitting, moment, optional, word } from './shapes.ts'

const auditRecord = z.object({
  customerId: optional(z.string()),
  userPrincipalName: optional(z.string()),
  applicationId: optional(word),
  resourceType: optional(word),
  operationType: optional(word),
  operationStatus: optional(word),
  operationDate: moment,
  /** The resource as JSON in a text, with its names in capitals. */
  resourceNewValue: optional(z.string()),
  customizedData: optional(z.array(z.object({ key: optional(word), value: optional(word) }))),
})
export type WireAuditRecord = z.output<typeof auditRecord>

export const auditRecords = collectionOfFitting(auditRecord)
