/** What a host file says about an emulated cluster. */
export interface HostText {
  readonly cluster: string
  readonly stateDirectory: string
  readonly authorityFile: string
  /** By the node's name in the repository. */
  readonly nodes: readonly { readonly name: string; readonly address: string; readonly port: number }[]
  readonly reader: { readonly user: string; readonly passwordFile: string }
  readonly writer: { readonly user: string; readonly passwordFile: string }
  readonly control: string
  readonly controlSecretFile: string
}

/** Writes the host file through which Pader finds an emulated cluster; secrets stand in files beside it. */
export function hostText(host: HostText): string {
  const quoted = (text: string): string => JSON.stringify(text)
  const account = ({ user, passwordFile }: HostText['reader']): string =>
    `{ user: ${quoted(user)}, password: ${quoted(`file:${passwordFile}`)} }`
  const nodes = host.nodes.map(
    ({ name, address, port }) => `      ${quoted(name)}: { address: ${quoted(address)}, port: ${port} }`,
  )
  return `# Made by pader emulate; good for as long as that emulator runs.
format: 1
stateDirectory: ${quoted(host.stateDirectory)}
clusters:
  ${quoted(host.cluster)}:
    mode: enforce
    askNodes: true
    trust: { authority: ${quoted(host.authorityFile)} }
    reader: ${account(host.reader)}
    writer: ${account(host.writer)}
    emulator: { control: ${quoted(host.control)}, secret: ${quoted(`file:${host.controlSecretFile}`)} }
    nodes:
${nodes.join('\n')}
`
}
