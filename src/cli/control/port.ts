import type { ControlCommand } from '../../emulator/control/command.ts'
import type { ControlOutcome } from '../../emulator/control/outcome.ts'
import type { ClusterPicture } from '../../emulator/picture.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'

/** The control port of an emulator, which no appliance has. */
export interface ControlPort {
  readonly picture: () => Promise<ClusterPicture>
  readonly command: (command: ControlCommand) => Promise<ControlOutcome>
}

/** Opens the control port at an address; nothing is sent yet. */
export function controlPort(address: string): ControlPort {
  const ask = async (path: string, init?: RequestInit): Promise<unknown> => {
    const response = await fetch(new URL(path, address), { ...init, signal: AbortSignal.timeout(10_000) }).catch(
      (error: unknown) => {
        const why = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
        throw new CommandFailure(
          EXIT.unreachable,
          `no emulator answers at ${address}: ${why}`,
          'start one with pader emulate',
        )
      },
    )
    return response.json()
  }
  return {
    picture: async () => {
      const answer = await ask('/picture')
      if (isPicture(answer)) return answer
      throw new CommandFailure(
        EXIT.unreachable,
        `what answers at ${address} is not an emulator`,
        'name the control port that pader emulate printed',
      )
    },
    command: async (command) => {
      const answer = await ask('/control', { method: 'POST', body: JSON.stringify(command) })
      if (isOutcome(answer)) return answer
      throw new CommandFailure(
        EXIT.internal,
        `the emulator did not understand: ${JSON.stringify(answer)}`,
        'run the same version of pader on both sides',
      )
    },
  }
}

function isPicture(answer: unknown): answer is ClusterPicture {
  return typeof answer === 'object' && answer !== null && 'nodes' in answer && Array.isArray(answer.nodes)
}

function isOutcome(answer: unknown): answer is ControlOutcome {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'kind' in answer &&
    (answer.kind === 'done' || answer.kind === 'refused')
  )
}
