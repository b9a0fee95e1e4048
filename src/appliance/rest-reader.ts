import type { Uuid } from '../model/names.ts'
import { absent, known, unknown, type Observation } from '../model/observed.ts'
import { readContentText, readFeed, readPayload } from './atom.ts'
import { readConfiguration } from './configuration-xml.ts'
import { readList } from './list-xml.ts'
import { ApplianceError, type FeedEntry, type GatewayReader } from './port.ts'
import { MEDIA } from './product.ts'
import type { Answer, Session, SessionRequest } from './session.ts'

/** Most bytes of a backup of a whole cluster: more is no text that can be read in one piece. */
const BACKUP_BYTES = 256 * 1024 * 1024

/** Looks at a cluster through a session. It has no method that could change anything. */
export function restReader(session: Session): GatewayReader {
  const ask = asking(session)
  const feed = async (path: string): Promise<Observation<readonly FeedEntry[]>> =>
    ask({ method: 'GET', path }, ({ text }, name) => readFeed(name, text))
  const raw = async (path: string, accept: string): Promise<Observation<string>> =>
    ask({ method: 'GET', path, accept }, ({ text }) => text)

  return {
    version: async () =>
      ask({ method: 'GET', path: '/version' }, ({ text }, name) => {
        const [version = '', build = ''] = readContentText(name, text).trim().split('-')
        return { version, build }
      }),
    appliances: async () => feed('/appliances'),
    configurations: async (node) => shortened(await feed(`${nodePath(node)}/configuration`)),
    configuration: async (node, document) =>
      ask({ method: 'GET', path: documentPath(node, document) }, ({ text }, name) =>
        readConfiguration(readPayload(name, text, 'configuration'), document),
      ),
    lists: async () => feed('/list'),
    list: async (id) =>
      ask({ method: 'GET', path: `/list/${segment(id)}` }, ({ text }, name) =>
        readList(readPayload(name, text, 'list')),
      ),
    settings: async () => feed('/setting'),
    setting: async (id) =>
      ask({ method: 'GET', path: `/setting/${segment(id)}` }, ({ text }, name) =>
        readConfiguration(readPayload(name, text, 'configuration'), id),
      ),
    systemFiles: async (node) => {
      const files = await feed(`${nodePath(node)}/system`)
      return files.kind === 'known' ? known(files.value.map(({ id }) => id)) : files
    },
    systemFile: async (node, path) => raw(`${nodePath(node)}/system/${segments(path)}`, '*/*'),
    logFile: async (node, path) => raw(`${nodePath(node)}/log/${segments(path)}`, MEDIA.download),
    ruleSets: async () => feed('/rulesets?topLevelOnly=true'),
    exportRuleSet: async (id) =>
      ask({ method: 'POST', path: `/rulesets/rulegroups/${segment(id)}/export` }, ({ text }, name) => {
        readPayload(name, text, 'libraryContent')
        return text
      }),
    backup: async () =>
      ask({ method: 'POST', path: '/backup', bytes: BACKUP_BYTES }, ({ bytes }) => {
        if (bytes.byteLength === 0) throw new ApplianceError('garbled', 'POST /backup', 'the backup is empty')
        return bytes
      }),
  }
}

type Found = Extract<Answer, { kind: 'found' }>

/**
 * Asks and reads the answer as an observation: "not there" is absent, and what this one request was refused or what
 * makes no sense is unknown with the reason. What concerns the session as a whole is thrown.
 */
function asking(session: Session) {
  return async <Value>(
    request: SessionRequest,
    read: (answer: Found, name: string) => Value,
  ): Promise<Observation<Value>> => {
    const name = `${request.method} ${request.path}`
    try {
      const answer = await session.request(request)
      return answer.kind === 'not there' ? absent : known(read(answer, name))
    } catch (error) {
      if (error instanceof ApplianceError && (error.fault === 'refused' || error.fault === 'garbled')) {
        return unknown(`${error.request}: ${error.message}`)
      }
      throw error
    }
  }
}

/** The feed of a node's configurations gives `UUID/cfg/ID`; what requests need is the last part (vendor). */
function shortened(feed: Observation<readonly FeedEntry[]>): Observation<readonly FeedEntry[]> {
  if (feed.kind !== 'known') return feed
  return known(feed.value.map((entry) => ({ ...entry, id: entry.id.slice(entry.id.lastIndexOf('/') + 1) })))
}

/** Path of a node: an appliance says itself what it and its like are called, and may say anything. */
export function nodePath(node: Uuid): string {
  return `/appliances/${segment(node)}`
}

/** Path of a configuration document of a node. */
export function documentPath(node: Uuid, document: string): string {
  return `${nodePath(node)}/configuration/${segment(document)}`
}

/** One segment of a path, with everything escaped that would end it. */
export function segment(text: string): string {
  return encodeURIComponent(text)
}

/** A path of several segments below another one. */
export function segments(path: string): string {
  return path.split('/').filter(Boolean).map(segment).join('/')
}
