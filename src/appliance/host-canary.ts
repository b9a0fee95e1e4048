import type { Canary } from '../model/canary.ts'
import { boolean, fieldsOf, integer, reject, sequenceOf, text, type Read } from '../source/fields.ts'

/** How changes are spread over the locations of a cluster, as whoever runs Pader decides. */
export interface CanaryHost extends Canary {
  /** Whether a rollout that is not well is taken back at once. */
  readonly takeBack: boolean
}

const USUAL_MINUTES = 10
const MOST_MINUTES = 1_440

/** Reads how changes are spread. */
export const readCanary: Read<CanaryHost> = (value, at) => {
  const fields = fieldsOf(value, at)
  if (fields === undefined) return undefined
  const minutes = fields.optional('soakMinutes', integer(0, MOST_MINUTES)) ?? USUAL_MINUTES
  const order = fields.optional('order', sequenceOf(text)) ?? []
  const probe = fields.optional('probe', readProbe)
  const takeBack = fields.optional('takeBack', boolean) ?? true
  fields.done()
  return { order, soakSeconds: minutes * 60, takeBack, ...(probe === undefined ? {} : { probe }) }
}

const readProbe: Read<NonNullable<Canary['probe']>> = (value, at) => {
  const fields = fieldsOf(value, at)
  const url = fields?.required('url', webAddress)
  const port = fields?.required('port', integer(1, 65_535))
  const statuses = fields?.optional('statuses', expectedStatuses)
  fields?.done()
  if (url === undefined || port === undefined) return undefined
  return { url, port, ...(statuses === undefined ? {} : { statuses }) }
}

/** With none of them no answer would do. */
const expectedStatuses: Read<readonly number[]> = (value, at) =>
  Array.isArray(value) && value.length === 0
    ? reject(at, 'expected at least one status, such as [200]')
    : sequenceOf(integer(100, 599))(value, at)

/** Without a name or a password in it: plans and journals show it. */
const webAddress: Read<string> = (value, at) => {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
  const isPlain = url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  return isPlain ? url.href : reject(at, 'expected a URL such as "http://www.example.com/", without a password in it')
}
