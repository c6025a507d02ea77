/** Whether the text is a GUID: what is none is unknown, and must not reach a uuid column as an error. */
export const isGuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
