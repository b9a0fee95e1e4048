import { shownText, type Fault, type Form } from '../../model/forms/form.ts'
import { FORMS } from '../../model/forms/forms.ts'
import { strangersIn } from '../../source/look-alike.ts'
import type { DocumentPath } from '../../source/place.ts'
import type { SchemaProblem } from '../../source/validator.ts'
import { membersOf, rangeProblem, substituteText } from '../documents/range.ts'

/** The codes under which it is said that a text is not of its form. */
const CODES: Readonly<Record<Form['subject'], string>> = {
  address: 'SCHEMA-ADDRESS',
  network: 'SCHEMA-NETWORK',
  host: 'SCHEMA-HOST',
  url: 'SCHEMA-URL',
  date: 'SCHEMA-DATE',
  'time-zone': 'SCHEMA-TIME-ZONE',
}

/** What is wrong with a text that is not of the form with this name; undefined where it is a range of texts that are. */
export function formProblem(name: string, text: string, path: DocumentPath): SchemaProblem | undefined {
  const form = FORMS[name]
  if (form === undefined) throw new Error(`there is no form "${name}"`)
  const members = membersOf(text) === undefined ? undefined : membersAt(path)
  if (members === undefined) return problem(form, path, text, faultIn(form, text))
  for (let member = 0; member < members; member++) {
    const own = substituteText(text, member)
    if (form.fits(own)) continue
    const { reason } = form.faultOf(own)
    return problem(form, path, own, { reason: `${reason === undefined ? '' : `${reason}; `}it comes from "${text}"` })
  }
  return undefined
}

/** How many nodes a text stands for where it is written: more than one only below a range of them. */
function membersAt([top, key]: DocumentPath): number | undefined {
  if (top !== 'nodes' || typeof key !== 'string') return undefined
  // What is wrong with the range itself is said of the range.
  return rangeProblem(key) === undefined ? membersOf(key) : 0
}

function faultIn(form: Form, text: string): Fault {
  if (membersOf(text) !== undefined) return { reason: 'a range counts along only below a range of nodes' }
  return form.faultOf(text)
}

function problem(form: Form, path: DocumentPath, text: string, { reason, meant }: Fault): SchemaProblem {
  const told = reason ?? (meant === undefined ? strangersIn(text, '') : undefined)
  const because = told === undefined ? '' : `: ${told}`
  return {
    code: CODES[form.subject],
    path,
    part: 'value',
    message: `"${shownText(text)}" is no ${form.name}${because}`,
    help: meant === undefined ? `write it like ${form.like}` : `did you mean "${meant}"?`,
    ...(meant === undefined ? {} : { instead: meant }),
  }
}
