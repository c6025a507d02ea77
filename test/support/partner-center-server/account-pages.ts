import { html } from '../../../src/server/html.ts'
import type { Answer } from './exchange.ts'
import { page } from './page.ts'
import type { PersonRecord } from './people.ts'
import type { Partner } from './world.ts'

/** `prompt=select_account`: who there is, for a person who tries it. @param link where choosing somebody leads to */
export function accountsPage(
  partners: readonly Partner[],
  link: (partner: Partner, person: PersonRecord) => string,
): Answer {
  const rows = partners.map(
    (partner) =>
      html`<h2>${partner.name}</h2><ul>${partner.people.map(
        (person) =>
          html`<li><a href="${link(partner, person)}">${person.name}</a> ${[...person.groups].join(', ')}</li>`,
      )}</ul>`,
  )
  return page(html`<h1>Pick an account</h1><p>A stand-in for Microsoft’s sign-in: no password is asked for.</p>${rows}`)
}

/** What an application asks for, before it gets it for the first time. */
export function consentPage(
  { name }: PersonRecord,
  scopes: readonly string[],
  { accept, cancel }: { readonly accept: string; readonly cancel: string },
): Answer {
  const asked = scopes.map((scope) => html`<li>${scope}</li>`)
  return page(html`<h1>Permissions requested</h1>
<p>Signed in as ${name}. CSP Desk would like to use, in your name:</p><ul>${asked}</ul>
<p><a role="button" href="${accept}">Accept</a> <a role="button" href="${cancel}">Cancel</a></p>`)
}

/** Where the code of another device is entered: `https://login.microsoft.com/device`. */
export const codePage = (said = ''): Answer =>
  page(html`<h1>Enter code</h1><p>${said}</p><form method="post"><label>Code <input name="otc" autocomplete="off"></label>
<button>Next</button></form>`)

export const codeTakenPage = (): Answer =>
  page(html`<h1>You have signed in to CSP Desk on your device</h1><p>You may now close this window.</p>`)
