" What the fu file type needs: the folder of a file, dates, omni-completion.
" No word of the language stands here; all are asked of fu-parse.

let s:tables = {}
let s:cpo_save = &cpoptions
set cpoptions&vim

" The rows of a table of fu-parse -l as lists of columns, without its head.
function! fu#Table(name) abort
  if !has_key(s:tables, a:name)
    let l:lines = s:Run('fu-parse -l ' . a:name, '')
    let s:tables[a:name] = map(l:lines[1:], 'split(v:val, "\t", 1)')
  endif
  return deepcopy(s:tables[a:name])
endfunction

" What to read along with a file: $FU_DIR if the file stands in it; else the
" folder above its own if that holds records too (people.fu beside acme/deal.fu),
" else its own.  In the home folder, which may hold anything, the file alone.
function! fu#Folder() abort
  let l:file = resolve(expand('%:p'))
  let l:dir = fnamemodify(l:file, ':h')
  let l:above = fnamemodify(l:dir, ':h')
  let l:top = empty($FU_DIR) ? '' : fnamemodify(resolve($FU_DIR), ':p')
  if !empty(l:top) && stridx(l:file, l:top) == 0
    return fnamemodify(l:top, ':h')
  elseif s:IsHome(l:dir)
    return l:file
  elseif !s:IsHome(l:above) && !empty(glob(escape(l:above, '\[]*?{}`$') . '/*.fu', 1))
    return l:above
  endif
  return l:dir
endfunction

function! s:IsHome(dir) abort
  return a:dir ==# '/' || a:dir ==# resolve($HOME)
endfunction

" Standard output of a command; messages are for :make to show.
function! s:Run(command, input) abort
  return systemlist(a:command . ' 2>/dev/null', a:input)
endfunction

" For an abbreviation: the moment where one may stand, else the word itself.
function! fu#Moment(word, format) abort
  let l:before = strpart(getline('.'), 0, col('.') - 1)
  return l:before =~# '\(^\|:\)' . a:word . '$' ? strftime(a:format) : a:word
endfunction

" ---- omni-completion --------------------------------------------------------

function! fu#Complete(findstart, base) abort
  if a:findstart
    let s:head = s:Head()
    let s:found = s:Candidates(s:head)
    return empty(s:found) ? -3 : col('.') - 1 - len(s:head.piece)
  endif
  return filter(s:found, 'stridx(v:val.word, a:base) == 0')
endfunction

" The record before the cursor, with the lines that it continues, taken apart:
" date, type, deal, keys (the names so far), text (does the text go on here),
" token (what is being typed) and piece (the part of it to complete).
function! s:Head() abort
  let l:n = line('.')
  let l:rest = strpart(getline(l:n), 0, col('.') - 1)
  while l:rest =~# '^\s' && l:n > 1 && getline(l:n - 1) !~# '^\s*\(#.*\)\=$'
    let l:n -= 1
    let l:rest = getline(l:n) . ' ' . substitute(l:rest, '^\s\+', '', '')
  endwhile
  let l:head = {'date': '', 'type': '', 'deal': s:DealAbove(l:n), 'keys': {}, 'text': l:rest =~# '^\s*#'}
  while 1
    let l:token = matchstr(l:rest, '^\s*\zs\%([a-z][a-z0-9-]*:"\%(\\.\|[^"\\]\)*"\|\S\+\)\ze\s')
    if empty(l:token)
      break
    endif
    let l:rest = strpart(l:rest, stridx(l:rest, l:token) + len(l:token))
    call s:Add(l:head, l:token)
  endwhile
  let l:head.token = substitute(l:rest, '^\s\+', '', '')
  let l:head.piece = matchstr(l:head.token, l:head.token =~# '^[a-z][a-z0-9-]*:' ? '[^:,]*$' : '.*')
  return l:head
endfunction

function! s:Add(head, token) abort
  if empty(a:head.type) && empty(a:head.date) && a:token =~# '^\(-$\|\d\)'
    let a:head.date = a:token
  elseif empty(a:head.type)
    let a:head.type = a:token
  elseif a:token =~# '^+.'
    let a:head.deal = a:token[1:]
  elseif a:token =~# '^[a-z][a-z0-9-]*:.'
    let a:head.keys[matchstr(a:token, '^[^:]*')] = 1
  elseif a:token !~# '^[%@].'
    let a:head.text = 1
  endif
endfunction

" The deal of the nearest deal line above.
function! s:DealAbove(n) abort
  for l:i in range(a:n - 1, 1, -1)
    let l:deal = matchstr(getline(l:i), '^\(\S\+\s\+\)\=deal\s.\{-}+\zs[A-Za-z0-9_.-]\+')
    if !empty(l:deal)
      return l:deal
    endif
  endfor
  return ''
endfunction

function! s:Candidates(head) abort
  let l:sigil = a:head.token[0]
  if a:head.text
    return []
  elseif empty(a:head.type)
    return s:Types(a:head)
  elseif l:sigil ==# '+'
    return s:Deals()
  elseif l:sigil ==# '@'
    return s:People()
  elseif l:sigil ==# '%' && a:head.type ==# 'rule'
    return s:Rules('%')
  elseif l:sigil ==# '%'
    return s:NamesId(a:head.type) ? s:NextId(a:head) : s:Ids(a:head)
  elseif a:head.token =~# '^[a-z][a-z0-9-]*:'
    return s:Values(a:head, matchstr(a:head.token, '^[^:]*'))
  endif
  return s:Keys(a:head)
endfunction

function! s:Types(head) abort
  let l:rows = filter(fu#Table('types'), 'v:val[4] !=# "derived"')
  let l:found = map(l:rows, '{"word": v:val[0], "menu": v:val[3]}')
  let l:today = {'word': strftime('%Y-%m-%d'), 'menu': 'today'}
  return empty(a:head.date) ? [l:today] + l:found : l:found
endfunction

" The keys that the type takes and the record lacks, the needed ones first.
function! s:Keys(head) abort
  let l:rows = filter(fu#Table('keys'), 'v:val[0] ==# a:head.type && !has_key(a:head.keys, v:val[1])')
  let l:must = filter(copy(l:rows), 'v:val[2] ==# "must"')
  let l:may = filter(copy(l:rows), 'v:val[2] !=# "must" && v:val[1] !=# "at"')
  return map(l:must + l:may, '{"word": v:val[1] . ":", "menu": v:val[2] . ", " . v:val[3]}')
endfunction

function! s:Values(head, key) abort
  let l:rows = filter(fu#Table('keys'), 'v:val[0] ==# a:head.type && v:val[1] ==# a:key')
  if empty(l:rows)
    return []
  endif
  let l:kind = l:rows[0][3]
  if l:kind ==# 'item'
    return s:Ids(a:head)
  elseif l:kind ==# 'person' || l:kind ==# 'audience'
    return s:People()
  elseif a:key ==# 'rule'
    return s:Rules('')
  endif
  let l:row = filter(fu#Table('kinds'), 'v:val[0] ==# l:kind')[0]
  return l:row[1] ==# '-' ? [] : map(split(l:row[1]), '{"word": v:val, "menu": l:row[2]}')
endfunction

" The rules of the folder and those that are built in.
function! s:Rules(sigil) abort
  let l:lines = s:Records('-t rule', 'id,text') + s:Run('fu-parse -l rules 2>/dev/null | fu-parse -o tsv -f id,text', '')[1:]
  return s:Words(l:lines, a:sigil)
endfunction

function! s:Deals() abort
  return s:Words(s:Records('-t deal', 'deal,text'), '+')
endfunction

function! s:People() abort
  return s:Words(s:Records('-t who', 'person,text'), '@')
endfunction

" Does the type's own %id name something new?  It does where an id is needed,
" but for what becomes of an item.
function! s:NamesId(type) abort
  return !empty(filter(fu#Table('types'),
    \ 'v:val[0] ==# a:type && (" " . v:val[1] . " ") =~# " %id " && v:val[4] !~# "^what became"'))
endfunction

" The ids that the deal has: [id, type, text].
function! s:DealIds(head) abort
  let l:rows = map(s:Records('', 'deal,id,type,text'), 'split(v:val, "\t", 1)')
  call filter(l:rows, 'v:val[0] ==# a:head.deal && s:NamesId(v:val[2])')
  return map(l:rows, 'v:val[1:]')
endfunction

function! s:Ids(head) abort
  return s:Words(map(s:DealIds(a:head), 'v:val[0] . "\t" . v:val[1] . ": " . v:val[2]'), '%')
endfunction

" As the type's ids so far, or its first letter, and the number after the largest
" (p6 where there are p4 and p5.1).
function! s:NextId(head) abort
  let l:ids = s:DealIds(a:head)
  let l:mine = filter(copy(l:ids), 'v:val[1] ==# a:head.type && v:val[0] =~# "^\\a\\+\\d"')
  let l:stem = empty(l:mine) ? a:head.type[0] : matchstr(l:mine[-1][0], '^\a\+')
  let l:n = max(map(l:ids, 'str2nr(matchstr(v:val[0], "^" . l:stem . "\\zs\\d\\+"))') + [0]) + 1
  return [{'word': '%' . l:stem . l:n, 'menu': 'a new ' . a:head.type}]
endfunction

" fu-parse over the folder and the text as it stands, but for the line that is
" being typed: rows of tsv.
function! s:Records(options, fields) abort
  let l:lines = getline(1, '$')
  let l:lines[line('.') - 1] = ''
  return s:Run('fu-parse ' . a:options . ' -o tsv -f ' . a:fields . ' - ' . shellescape(fu#Folder()),
    \ l:lines)[1:]
endfunction

" Rows "name TAB meaning" to candidates, each name once, sorted.
function! s:Words(rows, sigil) abort
  let l:seen = {}
  for l:row in a:rows
    let l:name = matchstr(l:row, '^[^\t]*')
    if !empty(l:name)
      let l:seen[l:name] = matchstr(l:row, '\t\zs.*')
    endif
  endfor
  return map(sort(keys(l:seen)), '{"word": a:sigil . v:val, "menu": l:seen[v:val]}')
endfunction

let &cpoptions = s:cpo_save
unlet s:cpo_save
