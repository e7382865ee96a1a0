# Completes COMMAND in fish.
function __FUNCTION_candidates
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l lines (COMMAND __complete -- $words[2..] "$current" 2>/dev/null)
    string match --invert --regex '^:\d+$' -- $lines
    if test "$lines[-1]" = ':0'
        __fish_complete_path "$current"
    end
end
complete --command COMMAND --no-files --arguments '(__FUNCTION_candidates)'
