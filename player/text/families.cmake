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
  string(APPEND family_rows "    {\"${family}\", \"${package}\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/player/text/families.h @ONLY CONTENT
"// Generated from fonts/fonts.json: the families in the order in which a character looks for a font.
#pragma once

namespace signage {

struct Family {
    const char* name;
    const char* package;  // the Debian package that brings it
};

inline constexpr Family families[] = {
@family_rows@};

}  // namespace signage
")
