const signs: Record<string, string> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
  // They stand for what is set aside below.
  ...{ '\ue000': '&#xe000;', '\ue001': '&#xe001;' },
}

const escapeHtml = (text: string): string => text.replace(/[&<>"'\ue000\ue001]/g, (sign) => signs[sign] ?? sign)

/**
 * The small subset of Markdown that Teams shows in cards: bold, italic, links, lists. Everything is escaped first, so
 * that nothing in a text becomes markup but what is made here.
 */
export function markdownToHtml(text: string): string {
  const blocks: string[] = []
  let list: { tag: 'ul' | 'ol'; items: string[] } | undefined
  const endList = () => {
    if (list) blocks.push(`<${list.tag}>${list.items.map((item) => `<li>${item}</li>`).join('')}</${list.tag}>`)
    list = undefined
  }
  let lines: string[] = []
  const endParagraph = () => {
    if (lines.length > 0) blocks.push(`<p>${lines.join('<br>')}</p>`)
    lines = []
  }
  for (const line of escapeHtml(text).split(/\r\n|\n|\r/)) {
    const [, marker, item] = /^\s*([-*]|\d+\.)\s+(.*)$/.exec(line) ?? []
    if (marker === undefined || item === undefined) {
      endList()
      if (line.trim() === '') endParagraph()
      else lines.push(inline(line))
      continue
    }
    endParagraph()
    const tag = /\d/.test(marker) ? 'ol' : 'ul'
    if (list?.tag !== tag) endList()
    list ??= { tag, items: [] }
    list.items.push(inline(item))
  }
  endList()
  endParagraph()
  return blocks.join('')
}

const link = /\[([^\]]+)\]\(((?:https?:\/\/|mailto:)[^\s)]+)\)/g

/** What a backslash stands before is that character itself, and is set aside first, as links are: an underscore there is no emphasis. */
function inline(text: string): string {
  const links: string[] = []
  const signs: string[] = []
  const literal = text.replace(/\\([\\`*_[\]~#()-])/g, (_, sign: string) => {
    signs.push(sign)
    return `\ue001${signs.length - 1}\ue001`
  })
  const aside = literal.replace(link, (_, title: string, url: string) => {
    links.push(`<a href="${url}" target="_blank" rel="noopener noreferrer">${emphasis(title)}</a>`)
    return `\ue000${links.length - 1}\ue000`
  })
  return emphasis(aside)
    .replace(/\ue000(\d+)\ue000/g, (_, index: string) => links[Number(index)] ?? '')
    .replace(/\ue001(\d+)\ue001/g, (_, index: string) => signs[Number(index)] ?? '')
}

const emphasis = (text: string): string =>
  text
    .replace(/\*\*(\S(?:.*?\S)?)\*\*/g, '<strong>$1</strong>')
    .replace(/(^|[^\w*])\*([^\s*](?:[^*]*[^\s*])?)\*(?![\w*])/g, '$1<em>$2</em>')
    .replace(/(^|[^\w])_([^\s_](?:[^_]*[^\s_])?)_(?!\w)/g, '$1<em>$2</em>')
