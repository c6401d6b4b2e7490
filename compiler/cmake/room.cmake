# mlstack_room(NAME SOURCES file... [USES library...] [GENERATED file...])
#
# One room of the compiler as a library `room_NAME`. SOURCES are ours and get every warning as an error;
# GENERATED ones (flex, bison, protobuf, tables) are compiled without. USES are rooms (room_x) and
# imported libraries.

set(MLSTACK_WARNINGS
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
    -Wswitch-enum -Wvla -Werror)

if(MLSTACK_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

if(MLSTACK_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

function(mlstack_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;GENERATED;USES" ${ARGN})
  add_library(room_${name} STATIC ${ROOM_SOURCES})
  target_compile_options(room_${name} PRIVATE ${MLSTACK_WARNINGS})
  target_include_directories(room_${name} PUBLIC ${PROJECT_SOURCE_DIR}/compiler ${PROJECT_BINARY_DIR}/compiler)
  target_link_libraries(room_${name} PUBLIC ${ROOM_USES})
  if(ROOM_GENERATED)
    add_library(room_${name}_generated OBJECT ${ROOM_GENERATED})
    target_compile_options(room_${name}_generated PRIVATE -w)
    target_include_directories(
      room_${name}_generated PRIVATE ${PROJECT_SOURCE_DIR}/compiler ${PROJECT_BINARY_DIR}/compiler
                                     ${CMAKE_CURRENT_BINARY_DIR})
    target_include_directories(room_${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
    target_link_libraries(room_${name}_generated PRIVATE ${ROOM_USES})
    target_sources(room_${name} PRIVATE $<TARGET_OBJECTS:room_${name}_generated>)
  endif()
endfunction()
