/**
 * `npm run doctor`: looks at a configuration and at what it can reach, and says in words what is wrong and how to mend it. Changes
 * nothing but the time at which a connection was last asked after, and prints no secret.
 */
import { parseArgs } from 'node:util'
import { systemClock } from '../src/platform/clock.ts'
import { examine } from './doctor-examination.ts'
import { linesOf } from './doctor-findings.ts'

const usage = `npm run doctor                          looks at the configuration of this environment, and at what it can reach
npm run doctor -- --package <file.zip>  and at that app package instead of appPackage/build/csp-desk.zip
Exit: 0 when nothing is wrong, 1 when something is, 2 when told wrongly.`

const given = () => {
  try {
    return parseArgs({ options: { package: { type: 'string' } } }).values
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`)
    return process.exit(2)
  }
}

const findings = await examine(process.env, { clock: systemClock, packageFile: given().package })
console.log(linesOf(findings).join('\n'))
const wrong = findings.filter(({ is }) => is === 'wrong').length
const unasked = findings.filter(({ is }) => is === 'unasked').length
const left = unasked === 0 ? '' : `; ${unasked} could not be asked`
console.log(
  `\n${wrong === 0 ? 'Nothing is wrong' : wrong === 1 ? 'One thing is wrong' : `${wrong} things are wrong`}${left}.`,
)
process.exit(wrong === 0 ? 0 : 1)
