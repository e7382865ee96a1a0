#compdef COMMAND
# Completes COMMAND in zsh.
_FUNCTION() {
  local line directive=:0
  local -a candidates
  while IFS= read -r line; do
    if [[ $line == :[0-9]* ]]; then
      directive=$line
    elif [[ $line == *$'\t'* ]]; then
      candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    else
      candidates+=("${line//:/\\:}")
    fi
  done < <(COMMAND __complete -- "${(@)words[2,CURRENT]}" 2> /dev/null)
  (( $#candidates )) && _describe -t candidates candidate candidates
  [[ $directive == :0 ]] && _files
}
compdef _FUNCTION COMMAND
