import { make } from './dom.ts'
import type { WirePerson } from './wire.ts'
import { words } from './words.ts'

/** Whose Teams it is, of the people of each partner. */
export function personPicker(people: readonly WirePerson[], choose: (id: string) => void): HTMLSelectElement {
  const picker = make('select', { className: 'person', ariaLabel: words.person })
  for (const [partner, colleagues] of Map.groupBy(people, ({ partnerName }) => partnerName)) {
    const options = colleagues.map(({ id, name, roles, locale }) =>
      make('option', { value: id }, `${name} · ${roles.join(', ') || words.noRoles} · ${locale}`),
    )
    picker.append(make('optgroup', { label: partner }, ...options))
  }
  picker.addEventListener('change', () => choose(picker.value))
  return picker
}
