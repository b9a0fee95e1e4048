import { unicodeNumber } from '../../source/look-alike.ts'
import { isAddress } from '../addresses.ts'
import { addressFault, isPort } from './address.ts'
import type { Fault, Form } from './form.ts'
import { urlParts } from './url-parts.ts'

/** Underscores are no part of host names by the book, and of many in the field. */
const NAME = /^(?=.{1,254}$)(?:(?!-)[A-Za-z0-9_-]{1,63}(?<!-)\.)*(?!-)[A-Za-z0-9_-]{1,63}(?<!-)\.?$/

/** A name whose last part is a number: everybody takes that for an address, and then it is a broken one. */
const NUMERIC = /(?:^|\.)(?:\d+|0x[\da-f]*)\.?$/i

/** Three numbers and something that is none: nobody calls a host so, and an address with a slip looks like that. */
const ALMOST_ADDRESS = /^(?:\d+\.){3}[^.]*$/

/** Whether a text is a host name. */
function isHostName(text: string): boolean {
  return NAME.test(text) && !NUMERIC.test(text) && !ALMOST_ADDRESS.test(text)
}

/** Whether a text is a host name or an address. */
function isHost(text: string): boolean {
  return isAddress(text) || isHostName(text)
}

function hostFault(text: string): Fault {
  const trimmed = text.trim()
  if (trimmed !== text && isHost(trimmed)) return { meant: trimmed }
  if (text.includes('://')) return { reason: 'it is a URL' }
  if (/^[^:]+:\d+$/.test(text)) return { reason: 'a port is no part of it' }
  const fault = addressFault(text)
  const isAboutAddress = fault.meant !== undefined || NUMERIC.test(text) || ALMOST_ADDRESS.test(text) || text === ''
  if (isAboutAddress || text.startsWith('[')) return fault
  return characterFault(text)
}

function characterFault(text: string): Fault {
  const odd = /[^A-Za-z0-9._-]/u.exec(text)?.[0]
  if (odd === undefined) return {}
  // A letter of another script may look like one that could be in it.
  const number = odd > '~' ? ` (${unicodeNumber(odd)})` : ''
  return { reason: `"${odd}"${number} cannot be in a host name` }
}

/** A host by its name or address. */
export const host: Form = {
  subject: 'host',
  name: 'host name or IP address',
  like: '"proxy.example.com" or "10.81.0.3"',
  fits: isHost,
  faultOf: hostFault,
}

/** The name that a machine has; an address is none. */
export const hostName: Form = {
  subject: 'host',
  name: 'host name',
  like: '"tokyo-1.example.com"',
  fits: isHostName,
  faultOf: (text) => (isAddress(text) ? { reason: 'it is an address' } : hostFault(text)),
}

/** What follows a bare host is a path only if it looks like one: `10.0.0.1/24` is a network. */
const PLACE_TEXT = /^(\[[^\]\s]*\]|[^/:?#@\s]*)(?::(\d+))?(?:\/[A-Za-z]\S*)?$/

function urlFault(text: string, schemes?: readonly string[]): Fault | undefined {
  // A file of the machine itself has no host.
  if (schemes === undefined && /^file:\/\/\/./i.test(text)) return undefined
  const parts = urlParts(text)
  if (parts === undefined) return {}
  const { scheme, written, port } = parts
  if (schemes?.includes(scheme) === false) return { reason: `"${scheme}" is not ${eitherOf(schemes)}` }
  return placeFault(written, port)
}

function placeFault(written: string, port: number | undefined): Fault | undefined {
  if (written === '') return { reason: 'the host is missing' }
  const where = /^\[(.*)\]$/.exec(written)?.[1] ?? written
  if (!(where === written ? isHost(where) : isAddress(where) && where.includes(':'))) {
    const { reason } = hostFault(where)
    return reason === undefined ? {} : { reason: `of "${where}", ${reason}` }
  }
  return port === undefined || isPort(port) ? undefined : { reason: `${port} is no port, 1 to 65535` }
}

function eitherOf(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(' or ')
}

/** Where somebody logs on or asks: a URL, or a host with or without a port. */
function placeForm(schemes: readonly string[], like: string): Form {
  const faultIn = (text: string): Fault | undefined => {
    if (text.includes('://')) return urlFault(text, schemes)
    if (isAddress(text)) return undefined
    const [, where, port] = PLACE_TEXT.exec(text) ?? []
    return where === undefined ? hostFault(text) : placeFault(where, port === undefined ? undefined : Number(port))
  }
  return {
    subject: 'url',
    name: 'host or URL',
    like,
    fits: (text) => faultIn(text) === undefined,
    faultOf: (text) => faultIn(text) ?? {},
  }
}

/** Where administrators and scripts log on. */
export const administration = placeForm(
  ['https', 'http', 'ssh'],
  '"tokyo-1", "10.81.0.11:4712" or "https://tokyo-1:4712"',
)

/** A server that is asked over HTTP. */
export const webServer = placeForm(['https', 'http'], '"https://updates.example.com"')

/** What stands in a URL for something that the appliance puts there, for example `%h` for its name. */
const TOKEN = /%[A-Za-z](?![\dA-Fa-f])/g

/** A URL to which an appliance sends something. */
export const url: Form = {
  subject: 'url',
  name: 'URL',
  like: '"sftp://backup.example.com/gateways/"',
  fits: (text) => urlFault(text.replaceAll(TOKEN, 'x')) === undefined,
  faultOf: (text) => urlFault(text.replaceAll(TOKEN, 'x')) ?? {},
}

/** A path on the appliance, or a URL. What begins like a URL has to be one. */
export const pathOrUrl: Form = {
  ...url,
  name: 'path or URL',
  like: '"/opt/mwg/backup" or "sftp://backup.example.com/gateways/"',
  fits: (text) =>
    /^(?:[a-z][a-z0-9+.-]*:\/\/|(?:ftps?|sftp|scp|https?):)/i.test(text) ? url.fits(text) : text.trim() !== '',
}
