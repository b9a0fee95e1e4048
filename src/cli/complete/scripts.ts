/** Shells that completion is written for. */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const

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
  powershell: `# Completion of pader for PowerShell: pader completion powershell | Out-String | Invoke-Expression, for example in $PROFILE
Register-ArgumentCompleter -Native -CommandName pader -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object {
        if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
    })
    # What stands behind the equals sign is a part of the word here.
    $flag = if ($wordToComplete -match '^--[a-z-]+=') { $Matches[0] } else { '' }
    & $before[0] complete $before.Count '--' @before $wordToComplete 2> $null | ForEach-Object {
        $word, $about = $_ -split '\\t', 2
        if (-not $about) { $about = $word }
        [System.Management.Automation.CompletionResult]::new("$flag$word", $word, 'ParameterValue', $about)
    }
}
`,
}
