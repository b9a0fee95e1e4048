import { errorPage, PLAIN, type HttpAnswer } from './http-message.ts'
import type { Switches } from './switches.ts'
import { WIRE } from './wire-names.ts'
import { escapeText } from './xml/write.ts'

/** An answer in the form that the decisions give to refusals and to silence; what it says stays the same. */
export function inForm({ refusalBody, emptyAnswerType }: Switches, response: HttpAnswer): HttpAnswer {
  const { status, body, headers } = response
  if (body === '' && !headers.some(([name]) => name === 'Content-Type'))
    return emptyAnswerType === 'none' ? response : typed(response, `${WIRE.xml};charset=UTF-8`)
  const isRefusal = status >= 400 && headers.some(([name, value]) => name === 'Content-Type' && value === PLAIN)
  if (!isRefusal || typeof body !== 'string' || refusalBody === 'text') return response
  if (refusalBody === 'xml')
    return typed({ ...response, body: `<error>${escapeText(body.trim())}</error>` }, `${WIRE.xml};charset=UTF-8`)
  const page = errorPage(status, escapeText(body.trim()))
  return typed({ ...response, body: page.body }, 'text/html;charset=utf-8')
}

function typed(response: HttpAnswer, contentType: string): HttpAnswer {
  const others = response.headers.filter(([name]) => name !== 'Content-Type')
  return { ...response, headers: [['Content-Type', contentType], ...others] }
}
