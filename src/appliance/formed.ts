import { shownText, type Form } from '../model/forms/form.ts'
import { reject, text, type Read } from '../source/fields.ts'

/** A text that is of a form: what is none would lead nowhere, or somewhere else than was meant. */
export function formed(form: Form): Read<string> {
  return (value, at) => {
    const found = text(value, at)
    if (found === undefined || form.fits(found)) return found
    const { reason, meant } = form.faultOf(found)
    const help = meant === undefined ? `write it like ${form.like}` : `did you mean "${meant}"?`
    return reject(at, `"${shownText(found)}" is no ${form.name}${reason === undefined ? '' : `: ${reason}`}`, help)
  }
}
