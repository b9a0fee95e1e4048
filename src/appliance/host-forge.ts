import type { SecretReference } from '../model/settings.ts'
import { boolean, fieldsOf, oneOf, reject, type Fields, type Read } from '../source/fields.ts'
import { filePath } from './host-texts.ts'
import { secretReference } from './secret-field.ts'

/** The interface of the host of repositories, at which a watch says what it found: nothing of it can be changed by a commit. */
export interface ForgeHost {
  readonly kind: ForgeKind
  /** Base address of the interface, without a slash at the end. */
  readonly api: string
  /** OWNER/NAME, or at GitLab the path of the project with its groups. */
  readonly repository: string
  readonly token: SecretReference
  /** File with the PEM text of the authority that is believed; those of Node unless given. */
  readonly authority?: string
  /** Whether the followed commit gets a status. */
  readonly statuses: boolean
  /** Whether the pull request of a proposal gets a comment with the plan. */
  readonly comments: boolean
  /** Whether a proposal is opened as a pull request. */
  readonly pullRequests: boolean
}

const kinds = ['github', 'gitlab', 'gitea'] as const

/** Whose interface it is; Forgejo has that of Gitea. */
export type ForgeKind = (typeof kinds)[number]

const USUAL: Readonly<Partial<Record<ForgeKind, string>>> = {
  github: 'https://api.github.com',
  gitlab: 'https://gitlab.com/api/v4',
}

/** Reads how a cluster's host of repositories is spoken to. */
export const readForge: Read<ForgeHost> = (value, at) => {
  const fields = fieldsOf(value, at)
  if (fields === undefined) return undefined
  const kind = fields.required('kind', oneOf(kinds))
  const given = fields.optional('api', apiAddress)
  const repository = fields.required('repository', repositoryPath)
  const token = fields.required('token', secretReference)
  const optional = readOptional(fields)
  fields.done()
  if (kind === undefined) return undefined
  const api = given ?? USUAL[kind]
  if (api === undefined && fields.lacks('api'))
    return reject(at, 'nothing says where the interface is', 'add "api", for example https://git.example.com/api/v1')
  if (api === undefined || repository === undefined || token === undefined) return undefined
  if (kind !== 'gitlab' && repository.split('/').length !== 2)
    return reject(at, `expected OWNER/NAME as "repository", found "${repository}"`)
  return { kind, api, repository, token, ...optional }
}

function readOptional(fields: Fields): Pick<ForgeHost, 'authority' | 'statuses' | 'comments' | 'pullRequests'> {
  const authority = fields.optional('authority', filePath)
  return {
    ...(authority === undefined ? {} : { authority }),
    statuses: fields.optional('statuses', boolean) ?? true,
    comments: fields.optional('comments', boolean) ?? true,
    pullRequests: fields.optional('pullRequests', boolean) ?? false,
  }
}

const repositoryPath: Read<string> = (value, at) =>
  typeof value === 'string' &&
  /^[\w.-]+(\/[\w.-]+)+$/.test(value) &&
  !value.split('/').some((part) => /^\.+$/.test(part))
    ? value
    : reject(at, 'expected the path of a repository, for example "network/gateways"', 'without host and ".git"')

/** The token goes there: in the clear to this machine alone. */
const apiAddress: Read<string> = (value, at) => {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined)
    return reject(at, 'expected the address of the interface', 'such as https://git.example.com/api/v1')
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return reject(
      at,
      'the address of the interface has a user, a password, a query or a fragment',
      'name the token under "token"',
    )
  const isLocal = url.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  if (url.protocol !== 'https:' && !isLocal)
    return reject(at, 'the token would go over the network in the clear', 'use https')
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}
