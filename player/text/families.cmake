# Turns fonts/fonts.json into the C++ table generated/player/text/families.h, so that player/text needs no JSON.
set(fonts_json ${PROJECT_SOURCE_DIR}/fonts/fonts.json)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${fonts_json})
file(READ ${fonts_json} fonts_text)
string(JSON family_count ERROR_VARIABLE fonts_fault LENGTH "${fonts_text}" families)
if(fonts_fault OR family_count LESS 1)
  message(FATAL_ERROR "fonts/fonts.json: a list \"families\" with at least one entry is needed (${fonts_fault})")
endif()
set(family_rows "")
math(EXPR family_last "${family_count} - 1")
foreach(index RANGE ${family_last})
  foreach(key family package)
    string(JSON ${key} ERROR_VARIABLE fonts_fault GET "${fonts_text}" families ${index} ${key})
    if(fonts_fault OR NOT ${key} MATCHES "^[A-Za-z0-9 .+-]+$")
      message(FATAL_ERROR "fonts/fonts.json: entry ${index} needs a \"${key}\" of letters, digits and spaces")
    endif()
  endforeach()
  # " en en-GB ": the languages whose texts look here before the families above.
  set(first_for " ")
  string(JSON languages ERROR_VARIABLE none LENGTH "${fonts_text}" families ${index} first_for)
  if(NOT none AND languages GREATER 0)
    math(EXPR language_last "${languages} - 1")
    foreach(at RANGE ${language_last})
      string(JSON language GET "${fonts_text}" families ${index} first_for ${at})
      if(NOT language MATCHES "^[A-Za-z-]+$")
        message(FATAL_ERROR "fonts/fonts.json: entry ${index}: ${language} is no language; write it like zh-Hans")
      endif()
      string(APPEND first_for "${language} ")
    endforeach()
  endif()
  string(APPEND family_rows "    {\"${family}\", \"${package}\", \"${first_for}\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/player/text/families.h @ONLY CONTENT
"// Generated from fonts/fonts.json: the families in the order in which a character looks for a font.
#pragma once

namespace signage {

struct Family {
    const char* name;
    const char* package;   // the Debian package that brings it
    const char* firstFor;  // languages whose texts look here first, each between blanks
};

inline constexpr Family families[] = {
@family_rows@};

}  // namespace signage
")
