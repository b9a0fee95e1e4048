import type { Action, PolicyEvent } from '../../model/policy/rule-set.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { printArguments, printOperand } from './print.ts'
import { bracket } from './token.ts'
import { elementOf, typeOfProperty } from './types.ts'

/** Writes an action as {@link parseAction} reads it. */
export function printAction(action: Action): string {
  return `${action.name}${settings(action)}`
}

/** Writes an event as {@link parseEvent} reads it. */
export function printEvent(event: PolicyEvent, vocabulary: Vocabulary): string {
  switch (event.kind) {
    case 'set': {
      const type = typeOfProperty(event.property, vocabulary)
      const values = event.values.map((value) => printOperand(value, elementOf(type) ?? type, vocabulary))
      return `set ${event.property} = ${values.join(' + ')}`
    }
    case 'call':
      return `call ${event.procedure}${settings(event)}${printArguments(event.procedure, event.arguments, vocabulary)}`
    case 'enable':
      return `enable ${event.engine}${settings(event)}`
  }
}

function settings(user: { readonly settings?: string }): string {
  return user.settings === undefined ? '' : bracket(user.settings)
}
