import { afterEach, beforeEach } from 'vitest'
import { running, setScene, type Running, type Scene } from '../served/scene.ts'

/** A cluster and a watch over it, for each test anew. */
export interface Watched {
  readonly scene: Scene
  /** Starts the watch with these flags besides those that every one has; it is stopped with the test. */
  readonly watch: (...args: readonly string[]) => Running
  /** Requests that are neither a look nor the beginning or end of a session. */
  readonly changing: () => string[]
}

/** Sets a scene before each test of a file and takes it down after it; `always` are flags of every watch in it. */
export function watchedScene(...always: readonly string[]): Watched {
  let set: Scene | undefined
  let pader: Running | undefined
  const scene = (): Scene => {
    if (set === undefined) throw new Error('there is a scene only in a test')
    return set
  }
  beforeEach(async () => {
    set = await setScene()
  })
  afterEach(async () => {
    await pader?.stop()
    pader = undefined
    await set?.close()
    set = undefined
  })
  return {
    get scene() {
      return scene()
    },
    watch: (...args) => {
      const { hostFile, repository } = scene()
      pader = running(['watch', '--host-config', hostFile, ...always, ...args], repository)
      return pader
    },
    changing: () => scene().requests.filter((line) => !/^GET |\/(login|logout|heartbeat|backup)$/.test(line)),
  }
}
