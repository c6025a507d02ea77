import { crc32 } from 'node:zlib'

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const bytes = (text: string) => Buffer.from(text, 'latin1')

/** A ZIP archive of uncompressed entries. */
export function zip(entries: Record<string, string>): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(entries)) {
    const [path, content] = [Buffer.from(name), Buffer.from(text)]
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt32LE(crc32(content), 10)
    facts.writeUInt32LE(content.length, 14)
    facts.writeUInt32LE(content.length, 18)
    facts.writeUInt16LE(path.length, 22)
    const entry = Buffer.concat([bytes('PK\x03\x04'), facts, path, content])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    central.push(Buffer.concat([bytes('PK\x01\x02\x14\x00'), facts, place, path]))
    local.push(entry)
    offset += entry.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(local.length, 4)
  end.writeUInt16LE(local.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...local, directory, bytes('PK\x05\x06'), end])
}

/** An office document whose main part is of the type; `parts` are more of its parts. */
export const office = (type: string, main: string, parts: Record<string, string> = {}): Buffer =>
  zip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${main}" ContentType="${type}.main+xml"/></Types>`,
    '_rels/.rels': '<Relationships/>',
    [main]: '<document/>',
    ...parts,
  })

/** Small files of each kind, by name. */
export const sampleFiles = {
  'report.pdf': bytes('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n'),
  'screen.png': Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNcunTpfwAGFQLL5DKo7gAAAABJRU5ErkJggg==',
    'base64',
  ),
  'photo.jpg': bytes('\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9'),
  'contract.docx': office(word, 'word/document.xml'),
  'orders.csv': Buffer.from('order,amount\nCSP-1004,"1,234.50"\n'),
  'setup.log': Buffer.from('2026-11-22 설치를 시작했습니다\n'),
  'setup.exe': bytes(`MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00${'\x00'.repeat(200)}`),
  'logs.zip': zip({ 'a.log': 'a', 'b.log': 'b' }),
} as const
