import { changed, malformed, notFound, parameter, productBuild, type Call } from '../call.ts'
import { feedAnswer } from '../feed.ts'
import { type HttpAnswer } from '../http-message.ts'
import { memberAnswer, readPayload, readTextValue, type Entry } from '../negotiation.ts'
import { readConfiguration, writeConfiguration } from '../payload/configuration.ts'
import { isReadableValue } from '../payload/property-text.ts'
import { reads, writes, type Route } from '../router.ts'
import { withNodeDocument, withValue, type Documents, type Storage, type StoredDocument } from '../storage.ts'
import { WIRE } from '../wire-names.ts'
import { isElement } from '../xml/read.ts'

/** Where a collection of documents is: in the paths, in the storage and in the audit trail. */
interface Collection {
  /** Pattern of its path. */
  readonly pattern: string
  readonly title: string
  readonly action: string
  readonly path: (call: Call) => string
  /** Id of a document in the feed. */
  readonly feedId: (call: Call, document: StoredDocument) => string
  readonly find: (call: Call) => Documents | undefined
  readonly put: (call: Call, document: StoredDocument) => Storage
}

const ofNode: Collection = {
  pattern: 'appliances/:uuid/configuration',
  title: 'Configurations',
  action: 'MODIFIED_APPLIANCE_SETTINGS',
  path: (call) => `appliances/${uuidOf(call)}/configuration`,
  feedId: (call, { id }) => `${uuidOf(call)}/${WIRE.documentFolder}/${id}`,
  find: (call) => call.session.workspace.nodes.get(uuidOf(call))?.documents,
  put: (call, document) => withNodeDocument(call.session.workspace, uuidOf(call), document),
}

const ofCluster: Collection = {
  pattern: 'cluster/configuration',
  title: 'Configurations',
  action: 'MODIFIED_CLUSTER_CONFIGURATION',
  path: () => 'cluster/configuration',
  feedId: (_, { id }) => id,
  find: (call) => call.session.workspace.clusterDocuments,
  put: ({ session: { workspace } }, document) => ({
    ...workspace,
    clusterDocuments: withValue(workspace.clusterDocuments, document.id, document),
  }),
}

const ofPolicy: Collection = {
  pattern: 'setting',
  title: 'Settings',
  action: 'MODIFIED_SETTINGS',
  path: () => 'setting',
  feedId: (_, { id }) => id,
  find: (call) => call.session.workspace.settings,
  put: ({ session: { workspace } }, document) => ({
    ...workspace,
    settings: withValue(workspace.settings, document.id, document),
  }),
}

/** Configuration documents of nodes and of the cluster, and the settings of the policy: one form, three places. */
export function configurationRoutes(): readonly Route[] {
  return [ofNode, ofCluster, ofPolicy].flatMap((collection) => [
    reads('GET', collection.pattern, (call) => showFeed(call, collection)),
    reads('GET', `${collection.pattern}/:id`, (call) => showDocument(call, collection)),
    writes('PUT', `${collection.pattern}/:id`, (call) => putDocument(call, collection)),
    reads('GET', `${collection.pattern}/:id/property/:key`, (call) => showProperty(call, collection)),
    writes('PUT', `${collection.pattern}/:id/property/:key`, (call) => putProperty(call, collection)),
  ])
}

function showFeed(call: Call, collection: Collection): HttpAnswer {
  const documents = collection.find(call)
  if (documents === undefined) return notFound(call, 'appliance', uuidOf(call))
  const entries = [...documents.values()].map((document) => toEntry(call, collection, document))
  return feedAnswer(call, collection.title, collection.path(call), entries)
}

function showDocument(call: Call, collection: Collection): HttpAnswer {
  const document = findDocument(call, collection)
  if (document === undefined) return notFound(call, 'configuration', parameter(call, 'id'))
  const content = writeConfiguration(document, productBuild(call))
  return memberAnswer(call, { ...toEntry(call, collection, document), content })
}

function putDocument(call: Call, collection: Collection): HttpAnswer {
  const before = findDocument(call, collection)
  if (before === undefined) return notFound(call, 'configuration', parameter(call, 'id'))
  const payload = readPayload(call)
  if (!isElement(payload)) return malformed(call, payload.problem)
  const document = readConfiguration(payload, before)
  if (document === undefined) return malformed(call, 'the content is no configuration')
  return store(call, collection, document, {
    ...toEntry(call, collection, document),
    content: writeConfiguration(document, productBuild(call)),
  })
}

function showProperty(call: Call, collection: Collection): HttpAnswer {
  const document = findDocument(call, collection)
  const property = document?.properties.get(parameter(call, 'key'))
  if (document === undefined || property === undefined) return notFound(call, 'property', parameter(call, 'key'))
  return memberAnswer(call, { path: propertyPath(call, collection, document), content: property.value })
}

function putProperty(call: Call, collection: Collection): HttpAnswer {
  const key = parameter(call, 'key')
  const document = findDocument(call, collection)
  const property = document?.properties.get(key)
  if (document === undefined || property === undefined) return notFound(call, 'property', key)
  const value = readTextValue(call)
  if (typeof value !== 'string') return malformed(call, value.problem)
  if (!isReadableValue(value)) return malformed(call, `the value of ${JSON.stringify(key)} is no list`)
  const properties = withValue(document.properties, key, { ...property, value })
  const path = propertyPath(call, collection, document)
  return store(call, collection, { ...document, properties }, { path, content: value })
}

function store(call: Call, collection: Collection, document: StoredDocument, reply: Entry): HttpAnswer {
  const entry = { action: collection.action, name: document.title, type: document.type, id: document.id }
  return changed(call, collection.put(call, document), entry, memberAnswer(call, reply))
}

/** A document by its id, or by the shorter id that is its type. */
function findDocument(call: Call, collection: Collection): StoredDocument | undefined {
  const documents = collection.find(call)
  const id = parameter(call, 'id')
  return documents?.get(id) ?? documents?.get(`${id}${WIRE.documentSuffix}`)
}

function toEntry(call: Call, collection: Collection, document: StoredDocument): Entry {
  return {
    id: collection.feedId(call, document),
    title: document.title,
    type: document.type,
    path: `${collection.path(call)}/${document.id}`,
  }
}

function propertyPath(call: Call, collection: Collection, document: StoredDocument): string {
  return `${collection.path(call)}/${document.id}/property/${encodeURIComponent(parameter(call, 'key'))}`
}

function uuidOf(call: Call): string {
  return parameter(call, 'uuid').toUpperCase()
}
