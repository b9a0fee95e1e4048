import { createServer, type Server } from 'node:http'
import { once } from 'node:events'

/** Somebody who is told over HTTP, and what arrived. */
export interface Receiving {
  readonly url: string
  readonly bodies: unknown[]
  /** How the next requests are answered; 200 when none is left. */
  readonly answers: number[]
  close(): Promise<void>
}

export async function receiving(): Promise<Receiving> {
  const bodies: unknown[] = []
  const answers: number[] = []
  const server: Server = createServer((asked, answer) => {
    const parts: Buffer[] = []
    asked.on('data', (part: Buffer) => parts.push(part))
    asked.on('end', () => {
      bodies.push(JSON.parse(Buffer.concat(parts).toString()))
      answer.writeHead(answers.shift() ?? 200).end('ok')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    url: `http://127.0.0.1:${port}/hook/not-to-be-repeated`,
    bodies,
    answers,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
