/** Shells that completion is written for. */
export const shells = ['bash', 'zsh', 'fish'] as const

/** Name of such a shell. */
export type Shell = (typeof shells)[number]

/** What a shell has to be told so that it asks Pader for the next word; where Pader knows none, it offers files. */
export const scripts: Readonly<Record<Shell, string>> = {
  bash: `# Completion of pader for bash: eval "$(pader completion bash)", for example in ~/.bashrc
_pader() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <("\${COMP_WORDS[0]}" complete "$COMP_CWORD" -- "\${COMP_WORDS[@]}" 2> /dev/null)
}
complete -o default -o nosort -F _pader pader
`,
  zsh: `#compdef pader
# Completion of pader for zsh: eval "$(pader completion zsh)", for example in ~/.zshrc after compinit
_pader() {
  local line
  local -a found
  while IFS= read -r line; do
    found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done < <("\${words[1]}" complete "$((CURRENT - 1))" -- "\${words[@]}" 2> /dev/null)
  if (( \${#found} )); then
    [[ \${words[CURRENT]} == --*=* ]] && compset -P '*='
    _describe -o pader found
  else
    _files
  fi
}
if [ "\${funcstack[1]}" = _pader ]; then _pader "$@"; else compdef _pader pader; fi
`,
  fish: `# Completion of pader for fish: pader completion fish > ~/.config/fish/completions/pader.fish
function __pader_words
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    set -l found ($before[1] complete (count $before) -- $before "$current" 2>/dev/null)
    if test (count $found) -eq 0
        __fish_complete_path "$current"
        return
    end
    # What stands behind the equals sign is a part of the word here.
    set -l flag (string match --regex -- '^--[a-z-]+=' "$current")
    for word in $found
        echo "$flag$word"
    end
end
complete --command pader --no-files --arguments '(__pader_words)'
`,
}
