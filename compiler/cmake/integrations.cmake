# What the finished compiler writes about itself: completions for shells, syntax files for editors.
include(GNUInstallDirs)
set(INTEGRATIONS ${PROJECT_BINARY_DIR}/integrations)
set(EDITOR_FILES ${INTEGRATIONS}/editors/mlstack.tmLanguage.json ${INTEGRATIONS}/editors/vim/syntax/mlstack.vim
                 ${INTEGRATIONS}/editors/vim/ftdetect/mlstack.vim)

# mlstack_completion(SHELL FILE FOLDER): FILE is what the shell looks for in FOLDER.
function(mlstack_completion shell file folder)
  set(output ${INTEGRATIONS}/${shell}/${file})
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${INTEGRATIONS}/${shell}
    COMMAND mlstack completions ${shell} > ${output}
    DEPENDS mlstack
    VERBATIM)
  set_property(GLOBAL APPEND PROPERTY MLSTACK_INTEGRATIONS ${output})
  install(FILES ${output} DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder})
endfunction()

mlstack_completion(bash mlstack bash-completion/completions)
mlstack_completion(zsh _mlstack zsh/site-functions)
mlstack_completion(fish mlstack.fish fish/vendor_completions.d)

add_custom_command(
  OUTPUT ${EDITOR_FILES}
  COMMAND mlstack editors ${INTEGRATIONS}/editors
  DEPENDS mlstack
  VERBATIM)
install(FILES ${INTEGRATIONS}/editors/mlstack.tmLanguage.json DESTINATION ${CMAKE_INSTALL_DATADIR}/mlstack/editors)
install(DIRECTORY ${INTEGRATIONS}/editors/vim/ DESTINATION ${CMAKE_INSTALL_DATADIR}/vim/vimfiles)

get_property(completions GLOBAL PROPERTY MLSTACK_INTEGRATIONS)
add_custom_target(integrations ALL DEPENDS ${completions} ${EDITOR_FILES})
