/** Kinds that are what their media type says wherever they are opened; all others are bytes to be saved. */
const shown = /^(application\/pdf|image\/(png|jpeg|gif|webp|tiff))$/

/** The Content-Type a file of others is given out with: never one that a browser would run. */
export function givenType(type: string | null): string {
  if (type?.startsWith('text/')) return 'text/plain; charset=utf-8'
  return type !== null && shown.test(type) ? type : 'application/octet-stream'
}

/** Content-Disposition: to be saved, by its name as RFC 6266 has it; old clients read the first name. */
export function attachment(name: string): string {
  const plain = name.replace(/[^ !#$&+\-.0-9=@A-Z^_`a-z{}~()',;[\]]/gu, '_')
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
