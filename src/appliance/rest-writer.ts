import { readPayload, readXml } from './atom.ts'
import { oneLine } from './failure.ts'
import { renderEntry, renderNewList } from './list-xml.ts'
import { ApplianceError, type GatewayWriter } from './port.ts'
import { MEDIA } from './product.ts'
import { documentPath, nodePath, restReader, segment, segments } from './rest-reader.ts'
import type { Session, SessionRequest } from './session.ts'
import { escapeText, isWritable } from './xml-write.ts'
import { textOf } from './xml.ts'

/** Looks at a cluster and changes it through a session; changes are pending until {@link GatewayWriter.commit}. */
export function restWriter(session: Session): GatewayWriter {
  const change = async (request: SessionRequest): Promise<string> => {
    const name = `${request.method} ${request.path}`
    if (request.body !== undefined && !isWritable(request.body)) {
      throw new ApplianceError('refused', name, 'the value has a control character, which XML cannot carry')
    }
    const answer = await session.request(request)
    if (answer.kind === 'not there')
      throw new ApplianceError('refused', name, 'what should be changed is not there (404)')
    return answer.text
  }
  const putText = async (path: string, value: string): Promise<void> => {
    const reply = await change({ method: 'PUT', path, body: `<entry><content>${escapeText(value)}</content></entry>` })
    readXml(`PUT ${path}`, reply)
  }
  const payload = { contentType: MEDIA.payload }
  const entryPath = (list: string, position: number): string => `/list/${segment(list)}/entry/${position}`

  return {
    ...restReader(session),
    putProperty: async (node, document, key, value) =>
      putText(`${documentPath(node, document)}/property/${segment(key)}`, value),
    putSettingProperty: async (path, id, key, value) => putText(filled(path, { id, key }), value),
    async importRuleSet(path, document, position) {
      await change({ method: 'POST', path: filled(path, { position: String(position) }), body: document, ...payload })
    },
    async deleteRuleSet(path, id) {
      await change({ method: 'DELETE', path: filled(path, { id }) })
    },
    async moveRuleSet(path, id, position) {
      await change({ method: 'POST', path: filled(path, { id, position: String(position) }) })
    },
    async createList(name, type, description) {
      const body = renderNewList(name, type, description)
      const reply = await change({ method: 'POST', path: '/list', body, ...payload })
      const root = readXml('POST /list', reply)
      const id = textOf(root, 'id') || readPayload('POST /list', reply, 'list').attributes['id']
      if (!id) throw new ApplianceError('garbled', 'POST /list', 'the new list has no id')
      return id
    },
    async insertEntry(list, position, entry) {
      const path = `${entryPath(list, position)}/insert`
      await change({ method: 'POST', path, body: renderEntry(entry), ...payload })
    },
    async replaceEntry(list, position, entry) {
      await change({ method: 'PUT', path: entryPath(list, position), body: renderEntry(entry), ...payload })
    },
    async removeEntry(list, position) {
      await change({ method: 'DELETE', path: entryPath(list, position) })
    },
    async deleteList(list) {
      await change({ method: 'DELETE', path: `/list/${segment(list)}` })
    },
    async putSystemFile(node, path, text) {
      const target = `${nodePath(node)}/system/${segments(path)}`
      await change({ method: 'PUT', path: target, body: text, contentType: MEDIA.text })
    },
    heartbeat: async () => heartbeat(session),
    async discard() {
      await change({ method: 'POST', path: '/discard' })
    },
    async commit() {
      const reply = await change({ method: 'POST', path: '/commit' })
      // A commit that went well says nothing at all (clients); words mean that it is not known what happened.
      if (reply.trim() !== '') {
        throw new ApplianceError('uncertain', 'POST /commit', `the commit was answered with words: ${oneLine(reply)}`)
      }
    },
  }
}

/** A path of the dialect with the parts of one call in it, each as one segment. */
function filled(path: string, parts: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (whole, name: string) => (name in parts ? segment(parts[name] ?? '') : whole))
}

/** A session is alive when the heartbeat's answer is empty (a client); anything else means that it is gone. */
async function heartbeat(session: Session): Promise<boolean> {
  try {
    const answer = await session.request({ method: 'POST', path: '/heartbeat' })
    return answer.kind === 'found' && answer.text.trim() === ''
  } catch (error) {
    if (error instanceof ApplianceError && ['session lost', 'refused', 'garbled'].includes(error.fault)) return false
    throw error
  }
}
