# signage_room(NAME DIR USES ...)   one room: a static library of every .cpp in DIR but main.cpp
# signage_program(NAME DIR USES ...) a program from DIR/main.cpp
# signage_tests(NAME DIR USES ...)  a GoogleTest program of every .cpp in DIR, known to CTest test by test
add_library(signage_flags INTERFACE)
target_include_directories(signage_flags INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
target_compile_definitions(signage_flags INTERFACE SIGNAGE_VERSION="${PROJECT_VERSION}" SPDLOG_FMT_EXTERNAL=1)
target_compile_options(signage_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -Werror -fstack-protector-strong
  # g++ 12 sees overlaps in plain string concatenation that are not there (GCC bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  # A room compiled as a whole includes its .cpp files, which g++ then takes for headers.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${CMAKE_UNITY_BUILD}>>:-Wno-subobject-linkage>
  $<$<CONFIG:Release>:-D_GLIBCXX_ASSERTIONS>)
if(SIGNAGE_SANITIZE)
  # Line numbers are enough for a report, and much quicker to compile than all of -g.
  target_compile_options(signage_flags INTERFACE -fsanitize=${SIGNAGE_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all -g1
    $<IF:$<BOOL:$<TARGET_PROPERTY:SIGNAGE_IS_TEST>>,-O0,-O1>
    # g++ 12 loses sight of initialisation inside std::regex once the checks are woven in.
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  target_link_options(signage_flags INTERFACE -fsanitize=${SIGNAGE_SANITIZE})
endif()

function(signage_room NAME DIR)
  cmake_parse_arguments(ARG "" "" "USES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${DIR}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  if(NOT sources)
    add_library(${NAME} INTERFACE)
    target_link_libraries(${NAME} INTERFACE signage_flags ${ARG_USES})
    return()
  endif()
  add_library(${NAME} STATIC ${sources})
  target_link_libraries(${NAME} PUBLIC signage_flags ${ARG_USES})
endfunction()

function(signage_program NAME DIR)
  cmake_parse_arguments(ARG "" "" "USES" ${ARGN})
  if(NOT EXISTS ${PROJECT_SOURCE_DIR}/${DIR}/main.cpp)
    return()
  endif()
  add_executable(${NAME} ${PROJECT_SOURCE_DIR}/${DIR}/main.cpp)
  target_link_libraries(${NAME} PRIVATE signage_flags ${ARG_USES})
  set_target_properties(${NAME} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${SIGNAGE_BIN_DIR})
endfunction()

function(signage_tests NAME DIR)
  cmake_parse_arguments(ARG "" "TIMEOUT" "USES;LABELS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${DIR}/*.cpp)
  if(NOT sources)
    return()
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_executable(${NAME} ${sources})
  target_link_libraries(${NAME} PRIVATE signage_flags ${ARG_USES} GTest::gmock GTest::gtest_main)
  # Tests are compiled far more often than they run: no optimising, and GoogleTest is parsed once a program.
  target_compile_options(${NAME} PRIVATE -O0)
  set_target_properties(${NAME} PROPERTIES SIGNAGE_IS_TEST ON)
  list(LENGTH sources count)
  if(SIGNAGE_PCH AND count GREATER 2)
    target_precompile_headers(${NAME} PRIVATE <gtest/gtest.h> <algorithm> <filesystem> <memory> <string> <vector>)
  endif()
  target_compile_definitions(${NAME} PRIVATE SIGNAGE_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    SIGNAGE_BINARY_DIR="${PROJECT_BINARY_DIR}" SIGNAGE_BIN_DIR="${SIGNAGE_BIN_DIR}")
  gtest_discover_tests(${NAME} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
    PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}")
endfunction()
