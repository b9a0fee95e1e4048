import { notFound, parameter, type Call } from '../call.ts'
import { emptyAnswer, type HttpAnswer } from '../http-message.ts'

/** Actions that an appliance remembers. */
const kept = 100

/** Does what an action says as far as it can be seen from outside: a restarted node loses its sessions. */
export function performAction(call: Call, name: string): HttpAnswer {
  const uuid = parameter(call, 'uuid').toUpperCase()
  const target = call.state.nodes.get(uuid)
  if (target === undefined || !call.session.workspace.nodes.has(uuid)) return notFound(call, 'appliance', uuid)
  target.actions = [...target.actions, name].slice(-kept)
  if (name === 'restart' || name === 'shutdown') target.sessions.clear()
  if (name === 'shutdown') target.up = false
  return emptyAnswer()
}
