/*
 * The scripts only ask: `tether completion words -- WORD…` prints `files`, `folders` or `none`, and
 * then for each word one line with it, and one with its description. What there is to complete is known to `complete.ts`
 * alone, so an installed script need not change with the version of the tool.
 */

/** Bash 3.2, which macOS has, knows neither `compopt` nor negative indices. */
const bash = `# Completion of tether for bash: source <(tether completion bash)
_tether() {
  local line="\${COMP_LINE:0:COMP_POINT}" current prefix="" paths="none" word about
  local -a words
  read -ra words <<<"$line"
  case $line in *[[:space:]]) words+=("") ;; esac
  current="\${words[\${#words[@]} - 1]}"
  # What Bash replaces begins after these.
  case $current in *[=:]*) prefix="\${current%"\${current##*[=:]}"}" ;; esac
  COMPREPLY=()
  {
    read -r paths
    while IFS= read -r word; do
      IFS= read -r about
      COMPREPLY+=("\${word#"$prefix"}")
    done
  } < <("\${words[0]}" completion words -- "\${words[@]:1}" 2>/dev/null)
  case $paths in
    files) while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "\${current#"$prefix"}") ;;
    folders) while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -d -- "\${current#"$prefix"}") ;;
  esac
  case $paths in files | folders) compopt -o filenames 2>/dev/null ;; esac
  case \${COMPREPLY[0]-} in *=) compopt -o nospace 2>/dev/null ;; esac
}
complete -F _tether tether spec-tether
`;

const zsh = `#compdef tether spec-tether
# Completion of tether for zsh: source <(tether completion zsh), after compinit
_tether() {
  local -a lines plain plainShown open openShown
  local word shown
  lines=("\${(@f)$("\${words[1]}" completion words -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  for word shown in "\${(@)lines[2,-1]}"; do
    if [[ -n "$shown" ]]; then shown="$word  -- $shown"; else shown="$word"; fi
    if [[ "$word" == *= ]]; then open+=("$word") openShown+=("$shown")
    elif [[ -n "$word" ]]; then plain+=("$word") plainShown+=("$shown")
    fi
  done
  (( \${#plain} )) && compadd -l -d plainShown -a plain
  (( \${#open} )) && compadd -l -S '' -d openShown -a open
  case "\${lines[1]}" in
    files) compset -P '*='; _files ;;
    folders) compset -P '*='; _files -/ ;;
  esac
}
if [[ "\${zsh_eval_context[-1]}" == loadautofunc ]]; then
  _tether "$@"
else
  compdef _tether tether spec-tether
fi
`;

const fish = `# Completion of tether for fish: tether completion fish | source
function __tether_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l lines ($words[1] completion words -- $words[2..-1] "$current" 2>/dev/null)
    set -l prefix (string match -r -- '^--[^=]*=' "$current")
    set -l rest (string replace -r -- '^--[^=]*=' '' "$current")
    switch "$lines[1]"
        case files
            for path in (__fish_complete_path "$rest"); echo "$prefix$path"; end
        case folders
            for path in (__fish_complete_directories "$rest"); echo "$prefix$path"; end
    end
    set -e lines[1]
    while set -q lines[1]
        printf '%s\\t%s\\n' "$lines[1]" "$lines[2]"
        set -e lines[1..2]
    end
end
complete -c tether -f -a '(__tether_complete)'
complete -c spec-tether -f -a '(__tether_complete)'
`;

export const completionScripts = { bash, zsh, fish } as const;
