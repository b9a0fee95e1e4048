# Completion of pader for PowerShell: pader completion powershell | Out-String | Invoke-Expression, for example in $PROFILE
Register-ArgumentCompleter -Native -CommandName pader -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object {
        if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
    })
    # What stands behind the equals sign is a part of the word here.
    $flag = if ($wordToComplete -match '^--[a-z-]+=') { $Matches[0] } else { '' }
    & $before[0] complete $before.Count '--' @before $wordToComplete 2> $null | ForEach-Object {
        $word, $about = $_ -split '\t', 2
        if (-not $about) { $about = $word }
        [System.Management.Automation.CompletionResult]::new("$flag$word", $word, 'ParameterValue', $about)
    }
}
