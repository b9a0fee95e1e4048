import { expect, test } from 'vitest'
import { ApplianceError, type GatewayReader, type WritableGateway } from '../../src/appliance/port.ts'
import { uuid, type Uuid } from '../../src/model/names.ts'
import type { Observation } from '../../src/model/observed.ts'

/** A cluster that the contract is held against. */
export interface Subject {
  /** Through the entry node, with the right credentials. */
  readonly entry: () => WritableGateway
  /** The entry node with a wrong password, where that may be tried. */
  readonly stranger?: () => WritableGateway
  /** Another node of the same cluster, where a session may be tried. */
  readonly elsewhere?: () => WritableGateway
  /** Whether anything may be changed. Lists named `pader contract …` are made and removed. */
  readonly mayWrite: boolean
}

/** What the product is known to do, as its client sees it; the same for the emulator and for a real appliance. */
export function contract(subject: Subject): void {
  const read = async <Value>(work: (reader: GatewayReader) => Promise<Value>): Promise<Value> =>
    subject.entry().read(work)

  test('says which version it is', async () => {
    const version = found(await read(async (reader) => reader.version()))
    expect(version.version).toMatch(/^\d+(\.\d+)+$/)
    expect(version.build).toMatch(/^\d+$/)
  })

  test('feeds every node of the cluster by its UUID', async () => {
    const nodes = await nodesOf(read)
    expect(nodes.length).toBeGreaterThan(0)
    for (const node of nodes) expect(node).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/)
  })

  test('gives the Central Management document of every node through one node', async () => {
    for (const node of await nodesOf(read)) {
      const feed = found(await read(async (reader) => reader.configurations(node)))
      const entry = feed.find(({ title }) => title === 'Central Management')
      expect(entry?.id).toBe('com.scur.engine.cmclusternode.configuration')
      const document = found(await read(async (reader) => reader.configuration(node, entry!.id)))
      expect(document.properties.size).toBeGreaterThan(0)
    }
  })

  test('answers what is not there as absent', async () => {
    expect(await read(async (reader) => reader.list('com.scur.type.regex.999999'))).toEqual({ kind: 'absent' })
  })

  test('gives every list of its feed', async () => {
    const feed = found(await read(async (reader) => reader.lists()))
    expect(feed.length).toBeGreaterThan(0)
    for (const { id, title } of feed.slice(0, 20)) {
      expect(found(await read(async (reader) => reader.list(id))).name).toBe(title)
    }
  })

  test('hands out a backup', async () => {
    expect(found(await read(async (reader) => reader.backup())).byteLength).toBeGreaterThan(100)
  })

  test('shows its clock without a login', async () => {
    expect(Math.abs(found(await subject.entry().clock()).uncertainty)).toBeLessThan(60)
  })

  if (subject.stranger !== undefined) {
    const stranger = subject.stranger
    test('refuses a wrong password', async () => {
      await expect(stranger().read(async (reader) => reader.version())).rejects.toMatchObject({ fault: 'credentials' })
    })
  }

  if (subject.elsewhere !== undefined) {
    const elsewhere = subject.elsewhere
    test('has one attachment for the whole cluster, and says who holds it', async () => {
      const refused = await read(async () =>
        elsewhere()
          .read(async (reader) => reader.version())
          .catch((error: unknown) => error),
      )
      expect(refused).toBeInstanceOf(ApplianceError)
      expect(refused).toMatchObject({ fault: 'attached elsewhere' })
      // It is given back by logging off.
      found(await elsewhere().read(async (reader) => reader.version()))
    })
  }

  if (subject.mayWrite) writingContract(subject, read)
}

function writingContract(
  subject: Subject,
  read: <Value>(work: (reader: GatewayReader) => Promise<Value>) => Promise<Value>,
): void {
  const entry = (value: string, description = ''): { value: string; description: string } => ({ value, description })

  test('keeps changes in the session until they are committed, and shows them there', async () => {
    const name = 'pader contract pending'
    await subject.entry().write(async (writer) => {
      const id = await writer.createList(name, 'regex', 'made by a test')
      await writer.insertEntry(id, 0, entry('*.example.com*', 'why & <how>'))
      expect(found(await writer.list(id)).entries).toEqual([entry('*.example.com*', 'why & <how>')])
      expect(await named(read, name)).toBeUndefined()
    })
    expect(await named(read, name)).toBeUndefined()
  })

  test('stores what was committed, edits entries by position, and forgets a deleted list', async () => {
    const name = 'pader contract edits'
    const id = await subject.entry().write(async (writer) => {
      const made = await writer.createList(name, 'regex', 'made by a test')
      for (const [position, value] of ['a', 'b', 'c'].entries()) await writer.insertEntry(made, position, entry(value))
      await writer.commit()
      return made
    })
    try {
      await subject.entry().write(async (writer) => {
        await writer.removeEntry(id, 1)
        await writer.insertEntry(id, 0, entry('x'))
        await writer.replaceEntry(id, 2, entry('y', 'new'))
        await writer.commit()
      })
      const list = found(await read(async (reader) => reader.list(id)))
      expect(list).toMatchObject({ name, type: 'regex', description: 'made by a test' })
      expect(list.entries).toEqual([entry('x'), entry('a'), entry('y', 'new')])
      const refused = subject.entry().write(async (writer) => writer.insertEntry(id, 0, entry('a')))
      await expect(refused).rejects.toMatchObject({ fault: 'refused', message: expect.stringContaining('duplicate') })
    } finally {
      await subject.entry().write(async (writer) => {
        await writer.deleteList(id)
        await writer.commit()
      })
    }
    expect(await named(read, name)).toBeUndefined()
  })

  test('takes a property back as it was given, and changes nothing else', async () => {
    const [node] = await nodesOf(read)
    const document = 'com.scur.engine.cmclusternode.configuration'
    const before = found(await read(async (reader) => reader.configuration(node!, document)))
    expect(before.properties.size).toBeGreaterThan(0)
    await subject.entry().write(async (writer) => {
      for (const { key, value, encrypted } of before.properties.values()) {
        if (!encrypted) await writer.putProperty(node!, document, key, value)
      }
      const within = found(await writer.configuration(node!, document))
      expect(within.properties).toEqual(before.properties)
      expect(await writer.heartbeat()).toBe(true)
    })
    expect(found(await read(async (reader) => reader.configuration(node!, document))).properties).toEqual(
      before.properties,
    )
  })
}

async function nodesOf(
  read: (work: (reader: GatewayReader) => Promise<readonly string[]>) => Promise<readonly string[]>,
): Promise<readonly Uuid[]> {
  const ids = await read(async (reader) => found(await reader.appliances()).map(({ id }) => id))
  return ids.map(uuid)
}

async function named(
  read: (work: (reader: GatewayReader) => Promise<string | undefined>) => Promise<string | undefined>,
  name: string,
): Promise<string | undefined> {
  return read(async (reader) => found(await reader.lists()).find(({ title }) => title === name)?.id)
}

/** The value of an observation that must be known. */
function found<Value>(observation: Observation<Value>): Value {
  if (observation.kind === 'known') return observation.value
  throw new Error(`expected a value, found ${JSON.stringify(observation)}`)
}
