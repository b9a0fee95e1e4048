import type { IncomingMessage } from 'node:http'

/** The body of a request, or that it is larger than anyone needs; a client that went away in the middle sent none. */
export async function readBody(request: IncomingMessage, most: number): Promise<Uint8Array | 'too large' | 'gone'> {
  try {
    return await collect(request, most)
  } catch (error) {
    if (request.complete) throw error
    return 'gone'
  }
}

async function collect(request: IncomingMessage, most: number): Promise<Uint8Array | 'too large'> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    if (!Buffer.isBuffer(part)) continue
    size += part.length
    if (size > most) return 'too large'
    parts.push(part)
  }
  return Buffer.concat(parts)
}
