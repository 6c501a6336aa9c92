# fish completion for fu's programs: source this, or install it; words.sh knows
# what fits.

set -g __fu_words (status dirname)/words.sh

function __fu_complete
    set -l last (commandline -ct)
    set -l found (sh $__fu_words (string replace -r '^~/' "$HOME/" -- (commandline -opc)) "$last")
    if set -q found[1]
        printf '%s\n' $found
    else
        __fish_complete_path "$last"
    end
end

for program in fu-parse fu-due fu-recap fu-score fu-log fu-merge fu-cal fu-mail
    complete -c $program -f -a '(__fu_complete)'
end
