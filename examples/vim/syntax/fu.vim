" Follow-up records, fu(5): the head token by token, then text.  Which words
" are types is asked of fu-parse; a word that should be one and isn't stands out.
if exists('b:current_syntax')
  finish
endif
let s:cpo_save = &cpoptions
set cpoptions&vim

syntax case match

" A record begins in the first column; what begins with a blank continues it.
syntax match fuComment /^#.*$/ contains=fuTodo,@Spell
syntax keyword fuTodo TODO FIXME XXX contained
syntax match fuConflict /^\([<=>|]\)\1\{6}\( .*\)\=$/
syntax match fuUnknown /^[^[:blank:]#<=>|]\S*/ nextgroup=@fuHead skipwhite skipnl
syntax match fuDate /^\(-\|\d\{4}-\d\d-\d\d\(T\d\d:\d\d\)\=\)\ze\(\s\|$\)/ nextgroup=fuNoType,fuType skipwhite skipnl
syntax match fuNoType /\S\+/ contained nextgroup=@fuHead skipwhite skipnl
let s:types = map(fu#Table('types'), 'v:val[0] ==# "x-" ? "x-[a-z0-9-]\\+" : v:val[0]')
if empty(s:types) " no fu-parse to ask
  let s:types = ['[a-z][a-z0-9-]*']
endif
execute 'syntax match fuType /\(^\|\s\@1<=\)\(' . join(s:types, '\|') . '\)\ze\(\s\|$\)/'
  \ . ' nextgroup=@fuHead skipwhite skipnl contained'
execute 'syntax match fuType /^\(' . join(s:types, '\|') . '\)\ze\(\s\|$\)/'
  \ . ' nextgroup=@fuHead skipwhite skipnl'

syntax cluster fuHead contains=fuText,fuDeal,fuId,fuPerson,fuAttr,fuEnd
syntax match fuText /\s\@1<=\S.*$/ contained contains=@Spell nextgroup=fuText skipwhite skipnl
syntax match fuDeal /\s\@1<=+[A-Za-z0-9_.-]\+\ze\(\s\|$\)/ contained nextgroup=@fuHead skipwhite skipnl
syntax match fuId /\s\@1<=%[A-Za-z0-9_.-]\+\ze\(\s\|$\)/ contained nextgroup=@fuHead skipwhite skipnl
syntax match fuPerson /\s\@1<=@[A-Za-z0-9_.-]\+\ze\(\s\|$\)/ contained nextgroup=@fuHead skipwhite skipnl
syntax match fuAttr /\s\@1<=[a-z][a-z0-9-]*:\("\(\\.\|[^"\\]\)*"\|\(\/\/\)\@!\S\+\)\ze\(\s\|$\)/
  \ contained contains=fuKey nextgroup=@fuHead skipwhite skipnl
syntax match fuKey /\s\@1<=[a-z][a-z0-9-]*:/ contained
syntax match fuEnd /\s\@1<=--\ze\(\s\|$\)/ contained nextgroup=fuText skipwhite skipnl

syntax sync match fuRecord grouphere NONE /^\S/

highlight default link fuComment Comment
highlight default link fuTodo Todo
highlight default link fuConflict Error
highlight default link fuUnknown Error
highlight default link fuNoType Error
highlight default link fuDate Constant
highlight default link fuType Statement
highlight default link fuDeal Title
highlight default link fuId Special
highlight default link fuPerson Identifier
highlight default link fuKey Type
highlight default link fuAttr String
highlight default link fuEnd Delimiter

let b:current_syntax = 'fu'

let &cpoptions = s:cpo_save
unlet s:cpo_save
