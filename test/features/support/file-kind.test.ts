import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPracticeFile, isSharePoint } from '../../../src/chat/file-hosts.ts'
import { cleanName, judge } from '../../../src/features/support/files/file-kind.ts'
import { office, sampleFiles, zip } from '../../support/sample-files.ts'

const openXml = 'application/vnd.openxmlformats-officedocument'
const word = `${openXml}.wordprocessingml.document`
const document = (type: string) =>
  zip({ mimetype: `application/vnd.oasis.opendocument.${type}`, 'content.xml': '<x/>' })
const bytes = (text: string) => Buffer.from(text, 'latin1')
const oldOffice = bytes(`\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${'\x00'.repeat(600)}`)

describe('a file is judged by its content', () => {
  it.each([
    ['report.pdf', sampleFiles['report.pdf'], 'application/pdf'],
    ['REPORT.PDF', sampleFiles['report.pdf'], 'application/pdf'],
    ['scan', sampleFiles['report.pdf'], 'application/pdf'],
    ['screen.png', sampleFiles['screen.png'], 'image/png'],
    ['photo.jpeg', sampleFiles['photo.jpg'], 'image/jpeg'],
    ['moving.gif', bytes('GIF89a\x01\x00\x01\x00\x00\x00\x00;'), 'image/gif'],
    ['picture.webp', bytes('RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00'), 'image/webp'],
    ['contract.docx', sampleFiles['contract.docx'], word],
    ['prices.xlsx', office(`${openXml}.spreadsheetml.sheet`, 'xl/workbook.xml'), `${openXml}.spreadsheetml.sheet`],
    [
      'talk.pptx',
      office(`${openXml}.presentationml.presentation`, 'ppt/presentation.xml'),
      `${openXml}.presentationml.presentation`,
    ],
    ['letter.odt', document('text'), 'application/vnd.oasis.opendocument.text'],
    ['table.ods', document('spreadsheet'), 'application/vnd.oasis.opendocument.spreadsheet'],
    ['orders.csv', sampleFiles['orders.csv'], 'text/csv'],
    ['setup.log', sampleFiles['setup.log'], 'text/plain'],
    ['bom.txt', bytes('\xef\xbb\xbfwith a mark'), 'text/plain'],
    ['utf16.txt', Buffer.from('\ufeff안녕하세요\r\n', 'utf16le'), 'text/plain'],
    ['mail.eml', bytes('From: a@example.com\r\nSubject: x\r\n\r\n<html>hi</html>'), 'message/rfc822'],
    // Its first letters are those of a bitmap, and of a program.
    ['cars.txt', bytes('BMW and others'), 'text/plain'],
    ['names.txt', bytes('MZ is short for Mark Zbikowski'), 'text/plain'],
  ])('%s is what it says', async (name, content, type) => {
    expect(await judge(content, name)).toEqual({ type })
  })

  it.each([
    ['report.pdf', sampleFiles['setup.exe'], { refusal: 'program' }],
    ['setup.exe', sampleFiles['setup.exe'], { refusal: 'program' }],
    ['tool', bytes('\x7fELF\x02\x01\x01\x00'.padEnd(80, '\x00')), { refusal: 'program' }],
    ['run.txt', bytes('#!/bin/sh\necho hello\n'), { refusal: 'program' }],
    ['logs.zip', sampleFiles['logs.zip'], { refusal: 'archive' }],
    ['contract.docx', sampleFiles['logs.zip'], { refusal: 'archive' }],
    ['a.gz', bytes('\x1f\x8b\x08\x00\x00\x00\x00\x00'), { refusal: 'archive' }],
    ['page.html', bytes('<!DOCTYPE html><p>hello'), { refusal: 'web-page' }],
    ['page.txt', bytes('\n <!-- a --> <!-- b --><SCRIPT>alert(1)</SCRIPT>'), { refusal: 'web-page' }],
    ['drawing.png', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), { refusal: 'web-page' }],
    [
      'contract.docm',
      office('application/vnd.ms-word.document.macroEnabled', 'word/document.xml'),
      { refusal: 'macros' },
    ],
    [
      'contract.docx',
      office('application/vnd.ms-word.document.macroEnabled', 'word/document.xml'),
      { refusal: 'macros' },
    ],
    ['contract.docx', office(word, 'word/document.xml', { 'word/VBAProject.bin': 'x' }), { refusal: 'macros' }],
    [
      'letter.odt',
      zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'Basic/script-lc.xml': '' }),
      { refusal: 'macros' },
    ],
    ['old.doc', oldOffice, { refusal: 'old-office' }],
    ['clip.mp3', bytes(`ID3\x03\x00${'\x00'.repeat(40)}`), { refusal: 'kind' }],
    ['noise.pdf', bytes('\x00\x01\x02\x03\x04'), { refusal: 'kind' }],
    ['escape.log', bytes('\x1b[31mred'), { refusal: 'kind' }],
    ['korean.txt', bytes('\xbe\xc8\xb3\xe7'), { refusal: 'kind' }],
    ['nothing.txt', bytes(''), { refusal: 'empty' }],
    ['report.pdf', sampleFiles['screen.png'], { refusal: 'name', type: 'image/png' }],
    ['invoice.pdf.exe', sampleFiles['report.pdf'], { refusal: 'name', type: 'application/pdf' }],
    ['install.ps1', bytes('Write-Host hello'), { refusal: 'name', type: 'text/plain' }],
    ['report.pdf', bytes('just words'), { refusal: 'name', type: 'text/plain' }],
  ])('%s is refused', async (name, content, judgement) => {
    expect(await judge(content, name)).toEqual(judgement)
  })

  it('whatever comes, and never with an accident', async () => {
    const starts = fc.constantFrom(
      '',
      'PK\x03\x04',
      '%PDF-',
      '\x89PNG\r\n\x1a\n',
      'II*\x00',
      '\xff\xd8\xff',
      '\xff\xfe',
      '<',
    )
    const content = fc.tuple(starts, fc.uint8Array({ maxLength: 300 }))
    await fc.assert(
      fc.asyncProperty(content, fc.string({ unit: 'binary' }), async ([start, rest], name) => {
        const judgement = await judge(Buffer.concat([bytes(start), rest]), name)
        expect('type' in judgement || 'refusal' in judgement).toBe(true)
      }),
    )
  })

  it('in time, however the text is made', async () => {
    const started = performance.now()
    await judge(bytes('<!--a-->'.repeat(200_000)), 'comments.txt')
    await judge(bytes(`${'<!--'.repeat(200_000)}`), 'open.txt')
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

describe('a name is cleaned', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['C:\\Users\\mina\\report.pdf', 'report.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['a\u0000b\r\nc\u200b.txt', 'abc.txt'],
    ['what?<b>*.txt', 'what__b__.txt'],
    ['  report.pdf. . ', 'report.pdf'],
    ['...', 'file'],
    ['견적서 최종.xlsx', '견적서 최종.xlsx'],
    [`${'long'.repeat(100)}.pdf`, `${'long'.repeat(49)}.pdf`],
  ])('%j becomes %j', (given, clean) => {
    expect(cleanName(given)).toBe(clean)
  })

  it('to one of at most 200 characters, in which nothing is left to clean', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const name = cleanName(given)
        expect(name.length).toBeGreaterThan(0)
        expect(name.length).toBeLessThanOrEqual(200)
        expect(name).not.toMatch(/[\p{Cc}\p{Cf}\\/]/u)
        expect(name.isWellFormed()).toBe(true)
      }),
    )
  })
})

describe('a file is fetched', () => {
  it.each([
    'https://contoso-my.sharepoint.com/personal/mina/_layouts/15/download.aspx?UniqueId=1&tempauth=x',
    'https://contoso.sharepoint.com/:i:/g/personal/x',
    'https://CONTOSO-MY.SHAREPOINT.COM/x',
    'https://contoso-my.sharepoint.com:443/x',
  ])('from %s', (address) => {
    expect(isSharePoint(new URL(address))).toBe(true)
  })

  it.each([
    'http://contoso-my.sharepoint.com/x',
    'https://contoso-my.sharepoint.com:8443/x',
    'https://sharepoint.com/x',
    'https://evilsharepoint.com/x',
    'https://contoso-my.sharepoint.com.evil.org/x',
    'https://contoso-my.sharepoint.com@evil.org/x',
    'https://mina:secret@contoso-my.sharepoint.com/x',
    'https://contoso-my.sharepoint.com./x',
    'https://contoso-my.sharepoint.com.',
    'https://evil.org/contoso-my.sharepoint.com',
    'https://evil.org#.sharepoint.com',
    'https://evil.org\\.sharepoint.com',
    // Letters of Cyrillic that look alike.
    'https://contoso-my.\u0455harepoint.com/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://2130706433/x',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/x',
    'file:///etc/passwd',
    'ftp://contoso-my.sharepoint.com/x',
    'data:text/plain,x',
  ])('never from %s', (address) => {
    expect(isSharePoint(new URL(address))).toBe(false)
  })

  it("from the practice page's own address when Teams is practised, and from nothing else of it", () => {
    const practice = 'http://127.0.0.1:3978'
    const fetched = (address: string) => isPracticeFile(new URL(address), practice)
    expect(fetched('http://127.0.0.1:3978/practice/files/abc')).toBe(true)
    for (const address of [
      'http://127.0.0.1:3978/practice/api/state',
      'http://127.0.0.1:3978/practice/files/../api/state',
      'http://127.0.0.1:3979/practice/files/abc',
      'https://127.0.0.1:3978/practice/files/abc',
      'http://localhost:3978/practice/files/abc',
      'http://x@127.0.0.1:3978/practice/files/abc',
    ]) {
      expect([address, fetched(address)]).toEqual([address, false])
    }
  })
})
