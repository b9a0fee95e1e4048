import { Argument } from 'commander'
import { EXIT } from '../../report/exit-code.ts'
import { defineCommand } from '../command.ts'
import { scripts, shells } from '../complete/scripts.ts'

/** `pader completion`: what a shell has to be told so that a key finishes words, names of nodes and clusters included. */
export const command = defineCommand({
  examples: [
    ['eval "$(pader completion bash)"', 'in ~/.bashrc'],
    ['eval "$(pader completion zsh)"', 'in ~/.zshrc, after compinit'],
    ['pader completion fish > ~/.config/fish/completions/pader.fish', 'once'],
    ['pader completion powershell | Out-String | Invoke-Expression', 'in the file named by $PROFILE'],
  ],
  configure: (parser) => parser.addArgument(new Argument('<shell>', 'the shell to complete for').choices(shells)),
  run: async ({ positional: [shell] }, world) => {
    world.stdout.write(scripts[shell])
    return EXIT.ok
  },
})
